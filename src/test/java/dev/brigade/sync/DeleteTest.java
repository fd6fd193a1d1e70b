package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --delete} removes what only the destination has, all of it and nothing else; guards hold before anything is
 * removed.
 */
class DeleteTest {
    /** Entries that only the destination has, contents of directories included. */
    private static final int EXTRA = 15;

    /** Entries of the source. */
    private static final int KEPT = 42;

    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        Node[] flat = IntStream.range(0, 30).mapToObj(i -> file("f" + i, i)).toArray(Node[]::new);
        trees.source(
                file("kept", 10),
                dir("flat", flat),
                dir("a", file("one", 10), dir("b", file("two", 20))),
                dir("links", file("x", 5), hardLink("y", "links/x")),
                dir("large", file("file", 1_100_000)),
                dir("empty"));
        assertExit(trees.sync("-q"), 0);
        TreeBuilder.add(
                trees.destination(),
                file("#x", 10),
                file("extra", 10),
                dir("-extra", dir("below", file("deep", 30)), symlink("link", "deep")),
                symlink("link", "kept"),
                file("flat/f00", 10),
                file("flat/#y", 10),
                file("a/b/extra\nline", 10),
                file("links/z", 5),
                hardLink("links/two", "links/x"),
                file("large/extra", 2_000_000),
                dir("empty/read-only", file("in", 5)).mode(0555));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private static void assertExit(Ended ended, int exit) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1", "-p 4 -f 3 --verify checksum"})
    void removesAllExtraEntries(String options) {
        Ended ended = trees.sync((options + " --delete").split(" ", -1));

        assertExit(ended, 0);
        assertThat(ended.out()).containsPattern("deleted +" + EXTRA + "\n").doesNotContain("repaired");
        trees.assertSame();
    }

    @Test
    void withoutItNothingIsRemoved() {
        Inventory before = Inventory.of(trees.destination());

        assertExit(trees.sync("-p", "4", "-f", "3"), 0);

        assertThat(Inventory.of(trees.destination()).entries().keySet())
                .isEqualTo(before.entries().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1"})
    void aDryRunListsAndRemovesNothing(String options) {
        Inventory before = Inventory.of(trees.destination());

        Ended sync = trees.sync((options + " --delete -n").split(" ", -1));

        assertExit(sync, 0);
        assertThat(sync.out())
                .contains("  - #x\n", "  - -extra/below/deep\n", "  - flat/f00\n", "  - a/b/extra\\#012line\n");
        assertThat(sync.out().lines().filter(line -> line.startsWith("  - "))).hasSize(EXTRA);
        Ended verify = trees.verify((options + " --delete -n").split(" ", -1));
        assertExit(verify, 21);
        assertThat(verify.out().lines().filter(line -> line.startsWith("  - "))).hasSize(EXTRA);
        assertThat(Inventory.of(trees.destination())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1"})
    void aLimitThatIsExceededRemovesNothing(String options) {
        Inventory before = Inventory.of(trees.destination());

        Ended ended = trees.sync((options + " --delete --max-delete " + (EXTRA - 1)).split(" ", -1));

        assertExit(ended, 20);
        assertThat(ended.out().lines().filter(line -> line.contains("--max-delete")))
                .containsExactly("  nothing was deleted: " + EXTRA + " extra entries are more than --max-delete "
                        + (EXTRA - 1) + " allows");
        assertThat(Inventory.of(trees.destination()).entries().keySet())
                .isEqualTo(before.entries().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1"})
    void aLimitThatIsReachedExactlyRemovesAll(String options) {
        Ended ended = trees.sync((options + " --delete --max-delete " + EXTRA).split(" ", -1));

        assertExit(ended, 0);
        assertThat(ended.out()).containsPattern("deleted +" + EXTRA + "\n");
        trees.assertSame();
    }

    /** The destination has 57 entries. */
    @ParameterizedTest
    @CsvSource({"26%, 20", "27%, 0", "0%, 20", "100%, 0"})
    void aLimitMayBeAShareOfTheDestination(String limit, int exit) {
        Ended ended = trees.sync("-p", "4", "-f", "3", "--delete", "--max-delete", limit);

        assertExit(ended, exit);
        if (exit == 0) {
            trees.assertSame();
            return;
        }
        assertThat(ended.out())
                .contains("  nothing was deleted: " + EXTRA + " extra entries of " + (KEPT + EXTRA)
                        + " in the destination are more than --max-delete " + limit + " allows\n");
        assertThat(trees.destination().resolve("extra")).exists();
    }

    /** To open a FIFO would wait for a writer. */
    @Test
    void aFifoInThePlaceOfADirectoryIsNotOpened() {
        trees.sh("chmod -R u+w destination && rm -r destination/empty && mkfifo destination/empty");

        assertExit(trees.program().run(trees.inFull("verify", "--delete", "~/source/", "~/destination")), 0);

        trees.assertSame();
    }

    /** With 101 entries and more, at most half of what the destination had may go. */
    @ParameterizedTest
    @CsvSource({
        "sync, 100, 0",
        "sync, 101, 20",
        "sync -p 8 -f 1, 101, 20",
        "verify, 101, 20",
        "sync --max-delete 100%, 101, 0",
        "sync --max-delete 101, 101, 0",
        "sync --exclude x*, 101, 0",
        "sync --exclude x2, 101, 0"
    })
    void withoutALimitAtMostHalfIsDeleted(String command, int extra, int exit) {
        trees.sh("chmod -R u+w destination && rm -r destination && mkdir -p destination/a/gone && cd destination/a/gone"
                + " && seq -f x%g 2 " + extra + " | xargs touch && touch -r ../../../source ../..");

        Ended ended = trees.program().run(trees.inFull((command + " --delete ~/source/ ~/destination").split(" ", -1)));

        assertExit(ended, exit);
        boolean goes = exit == 0 && !command.contains("--exclude");
        assertThat(Files.exists(trees.destination().resolve("a/gone"))).isEqualTo(!goes);
        if (exit != 0) {
            assertThat(ended.out())
                    .contains(
                            "  nothing was deleted: about 101 extra entries of 102 in the destination are more than half."
                                    + " If this is the right source, use --max-delete 100%, or a number\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sync -n                   | about 101 extra entries of 102 in the destination are more than half",
                "verify -n                 | about 101 extra entries of 102 in the destination are more than half",
                "sync -n --max-delete 100  | 101 extra entries are more than --max-delete 100 allows",
                "sync -n --max-delete 50%  | 101 extra entries of 102 in the destination are more than --max-delete 50%",
                "sync -n --max-delete 101  |",
                "sync -n --max-delete 100% |"
            })
    void aDryRunSaysThatTheRunWouldDeleteNothing(String command, String reason) {
        trees.sh("chmod -R u+w destination && rm -r destination && mkdir -p destination/a/gone && cd destination/a/gone"
                + " && seq -f x%g 2 101 | xargs touch && touch -r ../../../source ../..");

        Ended ended = trees.program().run(trees.inFull((command + " --delete ~/source/ ~/destination").split(" ")));

        assertExit(ended, command.startsWith("verify") ? 21 : 0);
        assertThat(ended.out()).containsPattern("deleted +101\n");
        if (reason == null) {
            assertThat(ended.out()).doesNotContain("nothing would be deleted");
        } else {
            assertThat(ended.out()).contains("without --dry-run, nothing would be deleted: " + reason);
        }
    }

    /** The destination keeps as much as goes. */
    @ParameterizedTest
    @CsvSource({"150, 0", "193, 20"})
    void halfIsThatOfWhatWasThereBefore(int extra, int exit) {
        trees.sh(
                "rm -r source/large && rsync -aH --delete source/ destination && seq -f destination/kept%g 150 | xargs touch"
                        + " && cp -a destination/kept? destination/kept?? destination/kept??? source"
                        + " && mkdir destination/deep && seq -f destination/deep/%g 2 " + extra + " | xargs touch");

        assertExit(trees.sync("--delete"), exit);
    }

    /** All that the destination had would go, however much the run itself has brought. */
    @ParameterizedTest
    @ValueSource(strings = {"sync", "sync -p 8 -f 1", "verify", "verify -p 8 -f 1"})
    void aShareIsThatOfWhatWasThereBefore(String command) {
        trees.sh("chmod -R u+w destination && rm -r destination");
        trees.destination(file("other", 1), dir("b", file("c", 2)), file("kept", 3));

        Ended ended = trees.program()
                .run(trees.inFull((command + " --delete --max-delete 74% ~/source/ ~/destination").split(" ", -1)));

        assertExit(ended, 20);
        assertThat(ended.out()).contains("3 extra entries of 4 in the destination");
        assertThat(trees.destination().resolve("b/c")).exists();
    }

    @Test
    void namesThatAreExcludedAreProtectedAsInRsync() {
        trees.sh("mkdir plain && cp -a destination/. plain && touch -r destination plain");
        String rules = "--exclude=extra --exclude=/-extra/below --exclude=\\#* --exclude=read-only/";
        trees.sh("rsync -aH --modify-window=-1 --delete " + rules + " source/ plain/");

        Ended ended = trees.sync("--rsync", "-aH " + rules, "--delete", "-p", "4", "-f", "4");

        assertExit(ended, 0);
        assertThat(trees.destination().resolve("extra")).exists();
        assertThat(trees.destination().resolve("link")).doesNotExist();
        trees.sh(
                "touch -d @0 plain/-extra destination/-extra"); // Not the source's: its time is when it was written to.
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @Test
    void anExtraDirectoryThatHoldsWhatIsExcludedStaysAsInRsync() {
        Ended ended = trees.sync("--exclude", "deep", "--delete");

        assertThat(trees.destination().resolve("-extra/below/deep")).exists();
        assertThat(trees.destination().resolve("-extra/link")).doesNotExist();
        assertThat(trees.destination().resolve("extra")).doesNotExist();
        // rsync itself says "cannot delete non-empty directory" and ends with 0.
        assertExit(ended, 0);
    }

    @Test
    void aSourceInsideTheDestinationIsRefused() {
        Ended ended = trees.program().run("sync", "--delete", "destination/a/", "destination");

        assertExit(ended, 40);
        assertThat(ended.err())
                .contains("--delete would delete from the source destination/a/")
                .hasLineCount(1);
        assertThat(trees.destination().resolve("extra")).exists();
    }

    @Test
    void onlyTheDirectoryIsCleanedThatASourceWithoutASlashNames() {
        trees.sh("mkdir all && cp -a destination all/source && touch all/other");

        Ended ended = trees.program().run(trees.inFull("sync", "--delete", "~/source", "~/all"));

        assertExit(ended, 0);
        TreeComparer.assertSame(trees.source(), trees.home().resolve("all/source"));
        assertThat(trees.home().resolve("all/other")).exists();
    }

    /** A dry run of rsync names a nested directory that its real run leaves, because an excluded entry is in it. */
    @Test
    void aDirectoryThatHoldsAnExcludedEntryIsNotExtra() {
        assertExit(trees.sync("--delete"), 0);
        trees.sh("mkdir -p destination/x/y && touch destination/x/y/keep.o destination/x/y/gone"
                + " && touch -r source destination");

        Ended deleting = trees.sync("--delete", "--exclude", "*.o", "--max-delete", "1");

        assertExit(deleting, 0);
        assertThat(deleting.out()).containsPattern("deleted +1\n");
        assertExit(trees.verify("--delete", "--exclude", "*.o", "-n"), 0);
    }
}
