package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.fifo;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tree that holds every awkward thing arrives as it is, whatever the locale, the number of processes and the size
 * of buckets.
 */
class AwkwardTreeSyncTest {
    private static final Scratch SHARED = Scratch.create();
    private static final Path SMALL = SHARED.path().resolve("source");

    private final TwoTrees trees = TwoTrees.create();

    @BeforeAll
    static void build() {
        AwkwardTree.build(SMALL, AwkwardTree.Options.forThisUser().small());
    }

    @AfterAll
    static void remove() {
        SHARED.close();
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended sync(BrigadeProgram program, Path source, String... options) {
        List<String> words = new ArrayList<>(List.of("sync"));
        words.addAll(List.of(options));
        words.addAll(List.of(source + "/", trees.destination().toString()));
        return program.run(words.toArray(String[]::new));
    }

    private static void assertAllWell(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).as("a first copy has nothing to repair").doesNotContain("repaired");
        assertThat(ended.err()).isEmpty();
    }

    /** In the locale C, the tests of small buckets below have the numbers between. */
    @ParameterizedTest
    @CsvSource({"C.UTF-8,1", "C.UTF-8,2", "C.UTF-8,8", "C.UTF-8,64", "C,1", "C,64"})
    void isEqualInEveryLocaleWithAnyNumberOfProcesses(String locale, String processes) {
        assertAllWell(sync(trees.program().locale(locale), SMALL, "-p", processes));

        TreeComparer.assertSame(SMALL, trees.destination());
    }

    @ParameterizedTest
    @CsvSource({"C.UTF-8,1", "C.UTF-8,2", "C.UTF-8,8", "C.UTF-8,64", "C,1", "C,64"})
    void isEqualByTheDirectEngine(String locale, String processes) {
        assertAllWell(sync(trees.program().locale(locale), SMALL, "--engine", "direct", "-p", processes));

        TreeComparer.assertSame(SMALL, trees.destination());
    }

    @Test
    void isEqualWithBucketsOfFewBytesUnderCron() {
        assertAllWell(sync(trees.program().withoutLocale(), SMALL, "-f", "100", "-s", "4K"));

        TreeComparer.assertSame(SMALL, trees.destination());
    }

    @Test
    void isEqualWithAProcessForEachEntry() {
        AwkwardTree.build(
                trees.source(), AwkwardTree.Options.forThisUser().small().withFlatFiles(10));
        // What is left has each name still, as a file and as a directory: a second time would only be slow.
        trees.sh("rm -r source/directories source/files source/wide source/deep");
        TreeBuilder.add(trees.source(), dir("directories", dir("d", file("x", 1))));

        assertAllWell(trees.sync("-p", "8", "-f", "1"));

        trees.assertSame();
    }

    @Test
    void isEqualWithAFlatDirectoryOf5000Files() {
        AwkwardTree.build(trees.source());
        FakeRsync rsync = trees.rsync();

        assertAllWell(trees.sync(trees.program().with(rsync), "-p", "8"));

        trees.assertSame();
        assertThat(rsync.calls().stream().filter(FakeRsync.Call::isCopy)).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void aSecondRunTransfersNothing() {
        assertAllWell(sync(trees.program(), SMALL));
        Ended second = sync(trees.program(), SMALL, "-p", "4", "-f", "50", "--stats");

        assertAllWell(second);
        assertThat(second.out())
                .contains("Copy created: 0", "Copy transferred: 0 files", "Verify transferred: 0 files");
        TreeComparer.assertSame(SMALL, trees.destination());
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "C"})
    void theDirectoryItselfArrivesWithoutASlash(String locale) throws IOException {
        Files.createDirectory(trees.destination());

        assertAllWell(trees.program()
                .locale(locale)
                .run(trees.inFull("sync", "-p", "2", "-f", "40", SMALL.toString(), "~/destination")));

        TreeComparer.assertSame(SMALL, trees.destination().resolve("source"));
        assertThat(trees.destination()).isDirectoryContaining(path -> path.endsWith("source"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1"})
    void otherTypesUnderTheSameNamesGiveWay(String options) {
        trees.source(
                file("file-now", "f"),
                file("file-too", 100),
                file("f3", 10),
                dir("dir-now", file("in", "x"), dir("below", file("deep", "y"))),
                dir("dir-too", file("in", "x")),
                dir("d3", file("in", 9)),
                symlink("link-now", "a"),
                symlink("link-too", "b"),
                symlink("link-3", "c"),
                fifo("fifo-now"),
                fifo("fifo-too"),
                dir("mixed", dir("x", file("y", "1")), file("z", 3), symlink("empty-dir-there", "q")));
        trees.destination(
                dir("file-now"),
                symlink("file-too", "elsewhere"),
                fifo("f3"),
                file("dir-now", 100),
                symlink("dir-too", "../outside"),
                fifo("d3"),
                file("link-now", 2),
                dir("link-too"),
                fifo("link-3"),
                file("fifo-now", 30),
                symlink("fifo-too", "x"),
                dir("mixed", file("x", "1"), dir("z"), dir("empty-dir-there")));
        TreeBuilder.build(trees.home().resolve("outside"), dir("", file("in", "of somebody else")));

        Ended ended = trees.sync(options.split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        trees.assertSame();
        assertThat(trees.home().resolve("outside/in"))
                .as("links are not written through")
                .hasContent("of somebody else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1"})
    void aDirectoryThatIsNotEmptyDoesNotGiveWayUnlessDeletingIsAllowed(String options) {
        trees.source(file("file", "f"), dir("d", symlink("link", "a"), file("x", 1)));
        trees.destination(dir("file", dir("below", file("deep", 3))), dir("d", dir("link", file("in", 3))));

        Ended ended = trees.sync(options.split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out())
                .contains(
                        "failed 2:\n",
                        "  2 entries: a directory that is not empty is in its place in the destination:"
                                + " delete it there, or use --delete; excluded entries in it stay\n",
                        "    file\n",
                        "    d/link\n")
                .doesNotContain("repaired");
        assertThat(trees.destination().resolve("file/below/deep")).exists();

        Ended deleting = trees.sync((options + " --delete").split(" ", -1));

        assertThat(deleting.exit()).as(deleting.toString()).isZero();
        trees.assertSame();
    }
}
