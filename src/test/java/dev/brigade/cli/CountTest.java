package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.brigade.model.FileName;
import dev.brigade.testing.AwkwardNames;
import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.ChildJvm;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.Tools;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code brigade count} from its command line to its exit code. */
final class CountTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Scratch scratch = Scratch.create();

    @AfterEach
    void remove() {
        scratch.close();
    }

    private BrigadeProgram program() {
        return BrigadeProgram.onClassPath().in(scratch.path());
    }

    private Ended count(String... words) {
        return program().run(words("count", words));
    }

    private static String[] words(String first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    private JsonNode json(String... directories) throws IOException {
        String[] inFull =
                Stream.of(directories).map(name -> scratch.path() + "/" + name).toArray(String[]::new);
        Ended ended = count(words("--json", inFull));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
        return MAPPER.readTree(ended.stdout());
    }

    private String inFull(String text) {
        return text.replace("~/", scratch.path() + "/");
    }

    private Path tree(String name, Node... nodes) {
        return TreeBuilder.build(scratch.path().resolve(name), Node.root(nodes));
    }

    @Test
    void theAwkwardTreeIsCountedAsGnuFindSeesIt() throws IOException {
        Path tree = AwkwardTree.build(
                scratch.path().resolve("tree"),
                AwkwardTree.Options.forThisUser().small());
        // Names cannot hold a NUL, so four fields an entry whatever they are called.
        String[] fields = new String(
                        Tools.inside(tree, "find . -printf '%y\\0%s\\0%D:%i\\0%p\\0'"), StandardCharsets.ISO_8859_1)
                .split("\0", -1);
        long[] kinds = new long[4];
        long bytes = 0;
        long largest = -1;
        long again = 0;
        Set<String> inodes = new HashSet<>();
        for (int i = 0; i + 3 < fields.length; i += 4) {
            kinds[Math.max(0, "fdl".indexOf(fields[i]) + 1)]++;
            if (fields[i].equals("f")) {
                if (inodes.add(fields[i + 2])) {
                    bytes += Long.parseLong(fields[i + 1]);
                    largest = Math.max(largest, Long.parseLong(fields[i + 1]));
                } else {
                    again++;
                }
            }
        }

        JsonNode json = json("tree");

        assertThat(again).isPositive();
        assertThat(kinds).doesNotContain(0);
        assertThat(json.get("others").longValue()).isEqualTo(kinds[0]);
        assertThat(json.get("files").longValue()).isEqualTo(kinds[1]);
        assertThat(json.get("directories").longValue()).isEqualTo(kinds[2]);
        assertThat(json.get("symlinks").longValue()).isEqualTo(kinds[3]);
        assertThat(json.get("entries").longValue()).isEqualTo(fields.length / 4);
        assertThat(json.get("hard_links").longValue()).isEqualTo(again);
        assertThat(json.get("bytes").longValue()).isEqualTo(bytes);
        assertThat(json.at("/largest/bytes").longValue()).isEqualTo(largest);
    }

    @Test
    void severalDirectoriesAreCountedTogetherAndNamed() throws IOException {
        tree("one", file("small", 10), dir("d", file("also", 20)));
        tree("two", file("large", 5_000), hardLink("again", "large"), symlink("l", "large"));

        Ended text = count("one", "two/");

        assertThat(text.exit()).as(text.toString()).isZero();
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .startsWith("counted       2 directories together:\n  one\n  two\n"
                        + "files         4, 1 of them more names of hard-linked files; each file's bytes count once\n"
                        + "directories   3\n")
                .contains("\nall entries   8\nbytes         5,030 (4.9 KiB)\n")
                .contains("\nlargest file  4.9 KiB  two/");
        assertThat(json("two", "one").get("bytes").longValue()).isEqualTo(5_030);
    }

    @Test
    void aHardLinkAcrossDirectoriesCountsOnce() throws IOException {
        tree("both", dir("a", file("x", 1_000)), dir("b", hardLink("y", "a/x")));
        assertThat(json("both/a", "both/b").get("bytes").longValue()).isEqualTo(1_000);
        assertThat(json("both/b").get("bytes").longValue()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a a/b         | source a/b is inside a and would be counted twice: leave it out
            ~/a/b/c ~/a   | source ~/a/b/c is inside ~/a and would be counted twice: leave it out
            ~/a ~/a       | source ~/a is the same directory as ~/a and would be counted twice: leave it out
            a ./a/        | source ./a/ is the same directory as a and would be counted twice: leave it out
            ~/link/ ~/a   | source ~/a is the same directory as ~/link/ and would be counted twice: leave it out
            ~/a/b ~/link/b | source ~/link/b is the same directory as ~/a/b and would be counted twice: leave it out
            . a           | source a is inside . and would be counted twice: leave it out
            missing       | source missing does not exist
            ~/a ~/missing | source ~/missing does not exist
            ~/a/f         | source ~/a/f is not a directory
            ~/link        | source ~/link is a symbolic link: write ~/link/ to copy what it points to
            """)
    void whatCannotBeCountedOrWouldBeCountedTwiceIsRefused(String directories, String message) {
        tree("a", file("f", 1), dir("b", dir("c")));
        TreeBuilder.add(scratch.path(), symlink("link", "a"));

        Ended ended = count(inFull(directories).split(" "));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("brigade: " + inFull(message) + "\n");
    }

    @Test
    void namesThatOnlyBeginAlikeAreNoOverlap() throws IOException {
        tree("a", file("f", 1));
        tree("ab", file("f", 2));
        assertThat(json("a", "ab").get("bytes").longValue()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"count", "count --json", "count --jsn .", "count -x ."})
    void aCommandLineWithoutSenseIsAUsageError(String line) {
        Ended ended = program().run(line.split(" "));
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("brigade: ").hasLineCount(1);
    }

    @Test
    void whatAnotherUserMayNotReadIsListedAndTheRestCounted() throws IOException {
        try (OtherUser user = OtherUser.create()) {
            Path tree = TreeBuilder.build(
                    user.directory().resolve("tree"),
                    Node.root(
                            dir("closed\n", file("x", 1)).mode(0000),
                            dir("not-entered", file("y", 1)).mode(0644),
                            dir("open", file("z", 7).mode(0000))),
                    1,
                    Optional.of(user.owner()));

            Ended text = program().as(user).run("count", tree.toString());
            Ended json = program().as(user).run("count", "--json", tree.toString());

            assertThat(text.exit()).as(text.toString()).isEqualTo(20);
            assertThat(text.err().lines())
                    .containsExactly(
                            "unreadable 2:",
                            "  " + tree + "/closed\\#012: Permission denied",
                            "  " + tree + "/not-entered/y: Permission denied");
            assertThat(text.out())
                    .contains("files         1\ndirectories   4\n")
                    .contains("unreadable    2, not counted\n")
                    .contains("bytes         7 (7 B)\n");
            assertThat(json.exit()).isEqualTo(20);
            assertThat(json.err()).isEqualTo(text.err());
            JsonNode found = MAPPER.readTree(json.stdout());
            assertThat(found.get("complete").booleanValue()).isFalse();
            assertThat(found.at("/unreadable/count").intValue()).isEqualTo(2);
        }
    }

    /** A directory that may be listed but not entered gives every name in it. */
    @ParameterizedTest
    @CsvSource({"C", "C.UTF-8"})
    void namesOfAnyBytesComeBackWholeInEveryLocale(String locale) throws IOException {
        try (OtherUser user = OtherUser.create()) {
            List<FileName> names = AwkwardNames.all();
            Path tree = TreeBuilder.build(
                    user.directory().resolve("tree"),
                    Node.root(dir(
                                    FileName.of("closed"),
                                    names.stream()
                                            .map(name -> Node.file(name, 1))
                                            .toList())
                            .mode(0644)),
                    1,
                    Optional.of(user.owner()));

            Ended ended = program().as(user).locale(locale).run("count", "--json", tree.toString());

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
            List<FileName> found = new ArrayList<>();
            for (JsonNode place : MAPPER.readTree(ended.stdout()).at("/unreadable/first")) {
                found.add(FileName.of(
                        place.has("path_base64")
                                ? place.get("path_base64").binaryValue()
                                : place.get("path").textValue().getBytes(StandardCharsets.UTF_8)));
            }
            FileName closed = FileName.of(tree + "/closed");
            assertThat(found)
                    .containsExactlyElementsOf(
                            names.stream().map(closed::resolve).sorted().toList());
            assertThat(ended.err()).hasLineCount(names.size() + 1);
        }
    }

    @Test
    void aFlatDirectoryIsNamed() {
        Path flat = tree("tree", dir("flat"), dir("fine")).resolve("flat");
        Tools.inside(flat, "seq 20001 | xargs touch");
        Tools.inside(flat, "cd ../fine && seq 20000 | xargs touch");

        assertThat(count(inFull("~/tree")).out())
                .contains("\ntoo flat to split well (more than 20,000 entries in one directory) 1:\n  20,001  " + flat
                        + "\n" + "brigade sync chooses the number of processes; fixed numbers would be -p ");
    }

    /** Printing is all it does: where nobody gets the result, it did not succeed. */
    @ParameterizedTest
    @CsvSource({"> /dev/full", ">&-", "--json > /dev/full"})
    void aResultThatNobodyGetsIsAFailure(String redirection) {
        tree("tree", file("f", 1));
        List<String> line = new ArrayList<>(List.of("-c", "exec \"$@\" count tree " + redirection, "sh"));
        line.addAll(ChildJvm.command("dev.brigade.cli.Main"));
        Ended ended =
                BrigadeProgram.launcher(Path.of("/bin/sh")).in(scratch.path()).run(line.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("brigade: cannot write to standard output: the result is incomplete\n");
    }

    @Test
    void anEmptyDirectoryIsOneDirectory() throws IOException {
        tree("empty");
        assertThat(json("empty").get("entries").longValue()).isEqualTo(1);
        assertThat(count(inFull("~/empty")).exit()).isZero();
    }
}
