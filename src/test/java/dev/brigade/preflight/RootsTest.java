package dev.brigade.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources and destination as the user writes them, and what they are. */
final class RootsTest {
    @TempDir
    Path temporary;

    private Path folder = Path.of("/");

    /** src/sub, other/sub, dst, a file, links to src, to dst, to nothing, and to itself. */
    @BeforeEach
    void make() throws IOException {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve("src/sub"));
        Files.createDirectories(folder.resolve("other/sub"));
        Files.createDirectories(folder.resolve("dst"));
        Files.createDirectories(folder.resolve("srcs"));
        Files.createDirectories(folder.resolve("host:here"));
        Files.createFile(folder.resolve("file"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("src"));
        Files.createSymbolicLink(folder.resolve("link-to-dst"), Path.of("dst"));
        Files.createSymbolicLink(folder.resolve("link-to-file"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("none"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    }

    private static Roots resolve(List<String> sources, String destination) throws RefusedException {
        return Roots.resolve(sources, destination, false);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # given,         root,    prefix
                    src,             .,       src
                    src/,            src,     ''
                    src//,           src,     ''
                    src/.,           src,     ''
                    src/./,          src,     ''
                    src/sub,         src,     sub
                    src/sub/..,      src,     ''
                    src/sub/../,     src,     ''
                    src/../src,      .,       src
                    other/../src/,   src,     ''
                    link/,           src,     ''
                    link/.,          src,     ''
                    link/sub,        src,     sub
                    host:here,       .,       host:here
                    host:here/,      host:here, ''
                    """)
    void meanContentsByASlash(String given, String root, String prefix) throws RefusedException {
        Roots roots = resolve(List.of(in(given)), in("dst"));
        assertThat(roots.sources())
                .containsExactly(new Source(in(given), folder.resolve(root).normalize(), FileName.of(prefix)));
        assertThat(roots.destination()).isEqualTo(folder.resolve("dst"));
        assertThat(roots.exists()).isTrue();
    }

    /** Relative ones are from the working directory, which a test cannot choose. */
    @ParameterizedTest
    @CsvSource({"., ., ''", "./, ., ''", "src, ., src", "./src/, src, ''", "src/.., ., ''"})
    void meanContentsByADot(String given, String root, String prefix) throws IOException, RefusedException {
        Path here = Path.of("").toRealPath();
        assertThat(resolve(List.of(given), in("dst")).sources())
                .containsExactly(new Source(given, here.resolve(root).normalize(), FileName.of(prefix)));
    }

    /** A plain {@code ..} would be whatever the checkout lies in, perhaps all that there is. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "../"})
    void meanContentsByTwoDots(String dots) throws IOException, RefusedException {
        Path src = folder.resolve("src").toRealPath();
        String given = Path.of("").toRealPath().relativize(src.resolve("sub")) + "/" + dots;
        assertThat(resolve(List.of(given), in("dst")).sources())
                .containsExactly(new Source(given, src, FileName.of("")));
    }

    @Test
    void refuseADestinationInTheRootOfAllFiles() {
        assertRefused(() -> resolve(List.of("/"), in("dst")), "is inside the source /");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # given,        destination, exists
                    dst,            dst,         true
                    dst/,           dst,         true
                    link-to-dst,    dst,         true
                    link-to-dst/,   dst,         true
                    new,            new,         false
                    new/,           new,         false
                    dst/new,        dst/new,     false
                    link-to-dst/new, dst/new,    false
                    dst/../new,     new,         false
                    ne:w,           ne:w,        false
                    host:here,      host:here,   true
                    """)
    void resolveTheDestination(String given, String destination, boolean exists) throws RefusedException {
        Roots roots = resolve(List.of(in("src")), in(given));
        assertThat(roots.destination()).isEqualTo(folder.resolve(destination));
        assertThat(roots.exists()).isEqualTo(exists);
    }

    /** A directory that may not be entered hides what is in it: that is not the same as nothing. */
    @Test
    void sayWhyTheyCannotBeReached() throws IOException {
        try (OtherUser user = OtherUser.create();
                TwoTrees trees = TwoTrees.of(user)) {
            TreeBuilder.build(
                    trees.home().resolve("closed"), Node.root(Node.dir("in")).mode(0), 1, Optional.of(user.owner()));
            TreeBuilder.build(trees.source(), Node.root(), 1, Optional.of(user.owner()));

            Ended source = trees.program().run("sync", "closed/in", "destination");
            Ended destination = trees.program().run("sync", "source", "closed/in");

            assertThat(source.exit()).isEqualTo(40);
            assertThat(source.err()).isEqualTo("brigade: source closed/in cannot be read: Permission denied\n");
            assertThat(destination.exit()).isEqualTo(40);
            assertThat(destination.err())
                    .isEqualTo("brigade: destination closed/in cannot be reached: Permission denied\n");
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("none", "dst", "source F/none does not exist"),
                arguments("dangling/", "dst", "source F/dangling/ does not exist"),
                arguments("loop/", "dst", "source F/loop/ cannot be read: Too many levels of symbolic links"),
                arguments("host:/x", "dst", "F/host:/x does not exist: remote sources are not supported, mount it"),
                arguments("file", "dst", "source F/file is not a directory"),
                arguments("link-to-file", "dst", "source F/link-to-file is not a directory"),
                arguments("link", "dst", "source F/link is a symbolic link: write F/link/ to copy what it points to"),
                arguments("src", "file", "destination F/file is not a directory"),
                arguments("src", "file/", "destination F/file/ is not a directory"),
                arguments("src", "file/new", "F/file is not a directory"),
                arguments("src", "none/new", "F/none does not exist. Create it first"),
                arguments("src", "dangling", "destination F/dangling is a symbolic link to nothing"),
                arguments("src", "loop", "destination F/loop is a symbolic link to nothing"),
                // The destination is the source, or lies in it.
                arguments("src/", "src", "destination F/src is the source F/src/ itself"),
                arguments("src/", "link", "destination F/src is the source F/src/ itself"),
                arguments("link/", "src/", "destination F/src is the source F/link/ itself"),
                arguments("src", "", "destination F is the source F/src itself"),
                arguments("src", "src", "destination F/src is inside the source F/src"),
                arguments("src", "src/sub", "destination F/src/sub is inside the source F/src"),
                arguments("src/", "src/sub", "destination F/src/sub is inside the source F/src/"),
                arguments("src/", "link/sub", "destination F/src/sub is inside the source F/src/"),
                arguments("src/", "src/new", "destination F/src/new is inside the source F/src/"),
                arguments("src/", "link/sub/new", "destination F/src/sub/new is inside the source F/src/"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuseWhatCannotBeCopied(String source, String destination, String message) {
        assertRefused(
                () -> resolve(List.of(in("other/sub"), in(source)), in(destination)),
                message.replaceAll("\\bF\\b", folder.toString()));
    }

    @Test
    void refuseRemoteDestinationsRatherThanMakeADirectoryOfThatName() {
        assertRefused(
                () -> resolve(List.of(in("src")), "nowhere:dst"),
                "nowhere:dst does not exist: remote destinations are not supported, mount it");
        assertRefused(() -> resolve(List.of(in("src")), "user@nowhere:/dst"), "remote destinations");
        assertRefused(() -> resolve(List.of(in("src")), "nowhere::module"), "remote destinations");
        assertRefused(() -> resolve(List.of(in("src")), "rsync://nowhere/m"), "remote destinations");
    }

    @ParameterizedTest
    @CsvSource({"'', d, the path of the source is empty", "s, '', the path of the destination is empty"})
    void refuseEmptyWords(String source, String destination, String message) {
        String given = source.isEmpty() ? source : in("src");
        assertThatThrownBy(() -> resolve(List.of(given), destination))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
                .hasMessage(message);
    }

    @Test
    void refuseNamesThatLostBytes() {
        assertRefused(() -> resolve(List.of(in("caf\ufffd")), in("dst")), "set LC_ALL=C.UTF-8");
    }

    @Test
    void acceptNeighboursWithAlikeNames() throws RefusedException {
        assertThat(resolve(List.of(in("src")), in("srcs")).exists()).isTrue();
        assertThat(resolve(List.of(in("src/sub")), in("other")).exists()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # source, destination, inside
                    src/,     .,           true
                    src/sub,  .,           true
                    src,      dst,         false
                    src,      srcs,        false
                    link/sub, ../F,        true
                    src/sub/, new,         false
                    """)
    void knowASourceInsideTheDestination(String source, String destination, boolean inside) throws RefusedException {
        Roots roots = resolve(
                List.of(in(source)),
                in(destination.replace("F", folder.getFileName().toString())));
        assertThat(roots.isSourceInDestination(roots.sources().get(0))).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "src, -, false",
        "src/, -, false",
        "src, other, false",
        "src/, other/, true",
        "src/, other, true",
        "src/sub, other/sub, true",
        "src/sub, other, false",
        "src, src, true",
    })
    void knowMergedSources(String first, String second, boolean merged) throws RefusedException {
        List<String> sources = second.equals("-") ? List.of(in(first)) : List.of(in(first), in(second));
        assertThat(resolve(sources, in("dst")).areMerged()).isEqualTo(merged);
    }

    @Test
    void touchNothing() throws RefusedException {
        resolve(List.of(in("src")), in("new"));
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private String in(String name) {
        return name.isEmpty() ? folder.toString() : folder + "/" + name;
    }

    private static void assertRefused(ThrowingCallable resolving, String message) {
        assertThatThrownBy(resolving)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(ExitCode.of(e.fault())).isEqualTo(ExitCode.NOT_READY))
                .hasMessageContaining(message);
    }

    /** Destinations with missing parents, and where they lead. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    new,               new
                    new/a/b,           new/a/b
                    new/a/b/,          new/a/b
                    dst/./new/./a/.,   dst/new/a
                    link-to-dst/new/a, dst/new/a
                    dst/../new/a,      new/a
                    a:b/c/d,           a:b/c/d
                    """)
    void mayLeaveParentsToBeMade(String given, String destination) throws RefusedException {
        Roots roots = Roots.resolve(List.of(in("src/")), in(given), true);

        assertThat(roots.destination()).isEqualTo(folder.resolve(destination));
        assertThat(roots.exists()).isFalse();
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    file/new,       is not a directory
                    file/new/a,     is not a directory
                    dangling/new/a, dangling is a symbolic link to nothing
                    loop/new,       Too many levels of symbolic links
                    dangling,       a symbolic link to nothing
                    new/../src/a,   Write the path without
                    src/new/a/b,    is inside the source
                    link/new/a/b,   is inside the source
                    """)
    void refuseParentsThatCannotBeMade(String given, String says) {
        assertRefused(() -> Roots.resolve(List.of(in("src/")), in(given), true), says);
    }

    /** Each transfer starts processes of its own, so many small sources cost no more than their parent. */
    @Test
    void entriesOfOneDirectoryAreOneTransfer() throws RefusedException {
        Roots roots = Roots.resolve(
                List.of(
                        folder.resolve("src").toString(),
                        folder.resolve("other").toString(),
                        folder.resolve("src/sub").toString(),
                        folder.resolve("srcs") + "/",
                        folder.resolve("host:here").toString()),
                folder.resolve("dst").toString(),
                false);
        assertThat(roots.transfers()).extracting(List::size).containsExactly(2, 1, 1, 1);
    }
}
