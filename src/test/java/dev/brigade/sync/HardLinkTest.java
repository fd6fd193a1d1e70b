package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.fifo;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TreeComparer.Ignore;
import dev.brigade.testing.TwoTrees;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of one inode stay names of one inode, over directories, processes and runs. */
class HardLinkTest {
    private static final String TIME = "2020-02-02T02:02:02.123456789Z";

    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended sync(String options) {
        Ended ended = trees.sync(options.split(" ", -1));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1", "-p 4 -f 3 --verify checksum"})
    void groupsOverDirectoriesAndProcessesAreKept(String options) {
        trees.source(
                file("#one", 300),
                dir("a", hardLink("two", "#one"), file("alone", 5), dir("b", hardLink("three", "#one"))),
                dir("c", hardLink("-four", "#one"), file("other", 20), symlink("link", "other"), fifo("fifo")),
                dir(
                        "d",
                        hardLink("other too", "c/other"),
                        hardLink("link too", "c/link"),
                        hardLink("fifo too", "c/fifo")),
                file("large", 2_000_000),
                dir("e", hardLink("large too", "large"), file("large alone", 1_500_000)),
                dir("f", hardLink("link three", "c/link")));

        sync(options);
        assertThat(sync(options + " --stats").out()).contains("Verify transferred: 0 files", "Verify created: 0");

        trees.assertSame();
    }

    @Test
    void aDryRunCountsEveryNewNameAsNew() {
        trees.source(file("one", 300), dir("a", hardLink("two", "one"), hardLink("three", "one")), file("four", 10));

        for (boolean empty : List.of(true, false)) {
            Ended dry = sync("-n");

            assertThat(dry.out())
                    .as("into an empty destination: %s", empty)
                    .containsPattern("new +" + (empty ? 4 : 3) + " ")
                    .containsPattern("changed +0 ")
                    .contains("+ one\n", "+ a/two\n", "+ a/three\n");
            trees.sh("mkdir -p destination && cp -a source/four destination");
        }
    }

    @Test
    void aGroupOfAThousandNames() {
        Node[] names = IntStream.range(0, 999)
                .mapToObj(i -> hardLink("n" + i, "first"))
                .toArray(Node[]::new);
        trees.source(file("first", 100), dir("d", names), dir("e", file("x", 1)));

        sync("-p 4 -f 50");

        trees.assertSame();
        assertThat(Inventory.of(trees.destination()).entry("first").links()).isEqualTo(1000);
    }

    @Test
    void namesOutsideTheTreeDoNotMatter() {
        trees.source(file("in", 10), dir("d", file("alone", 5)));
        trees.sh("ln source/in outside && ln source/d/alone outside-too");

        sync("-p 2 -f 1");

        trees.assertSame();
        assertThat(Inventory.of(trees.destination()).entry("in").links()).isEqualTo(1);
    }

    @Test
    void withoutHNamesBecomeFiles() {
        trees.source(file("one", 10), dir("d", hardLink("two", "one")));

        sync("--rsync -a");

        TreeComparer.ignoring(Ignore.LINKS).assertEqual(trees.source(), trees.destination());
        assertThat(Inventory.of(trees.destination()).entry("one").links()).isEqualTo(1);
    }

    /**
     * Split and merged groups of equal size and time: written in place, one name's content would appear under others.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 4 -f 1", "-p 8 -f 2"})
    void groupsThatWereSplitAndMergedAtEqualSizeAndTime(String options) {
        trees.source(
                dir(
                        "a",
                        file("1", "split-a").mtime(TIME),
                        file("3", "merge-a").mtime(TIME),
                        file("5", "alone-a").mtime(TIME)),
                dir("b", hardLink("2", "a/1"), file("4", "merge-b").mtime(TIME), hardLink("6", "a/5")),
                dir(
                        "c",
                        hardLink("7", "a/5"),
                        file("8", "swap--a").mtime(TIME),
                        file("9", "swap--b").mtime(TIME)));
        sync(options);
        trees.assertSame();

        trees.sh("""
                cd source; D=2020-02-02T02:02:02.123456789Z
                rm b/2; echo -n split-b > b/2
                ln -f a/3 b/4
                rm a/5; echo -n alone-b > a/5
                rm c/8 c/9; echo -n swap--c > c/8; ln c/8 c/9
                touch -d $D b/2 a/5 c/8
                """);
        sync(options + " --verify checksum");

        trees.assertSame();
    }

    /** Only the destination has the two names as one: neither is written in place. */
    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 4 -f 1"})
    void linksThatOnlyTheDestinationHas(String options) {
        trees.source(
                dir("a", file("1", "content 1").mtime(TIME)),
                dir("b", file("2", "content 2").mtime(TIME)),
                dir("c", file("x", "x")));
        trees.destination(
                dir("a", file("1", "content 2").mtime("2019-01-01T00:00:00Z")),
                dir("b", hardLink("2", "a/1")),
                dir("c"));

        sync(options);

        trees.assertSame();
    }

    /** A snapshot by hard links keeps what the destination held, whatever is copied afterwards and however. */
    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 4 -f 1", "-p 2 --verify none", "-p 2 --rsync -rlpt"})
    void aSnapshotByHardLinksStaysAsItWas(String options) {
        trees.source(file("1", "first 1"), dir("a", file("2", "first 2")), file("large", 1_500_000));
        sync(options);
        trees.sh("cp -al destination snapshot && cp -a destination before");
        trees.sh("for i in source/1 source/a/2 source/large; do echo changed > new && cat new >> $i; done; rm new"
                + "; mkdir source/new && echo new > source/new/f");
        trees.date("source");

        sync(options);

        trees.assertSame();
        assertThat(trees.sh("diff -r before snapshot && echo same")).isEqualTo("same\n");
    }

    @Test
    void aLinkThatBecameAFileOfItsOwnIsRepairedAndNamed() {
        trees.source(file("one", 30), dir("d", hardLink("two", "one")));
        sync("-p 1");
        trees.sh("cp -p destination/one copy && mv copy destination/d/two && touch -r source/d destination/d");

        Ended dry = trees.verify("-n");
        Ended repair = trees.verify();

        assertThat(dry.exit()).as(dry.toString()).isEqualTo(21);
        assertThat(dry.out()).containsPattern("differs 1:\n  > (one|d/two) \\(link\\)\n");
        assertThat(repair.out()).containsPattern("repaired 1:\n  (one|d/two) \\(link\\)\n");
        trees.assertSame();
    }

    /**
     * As after {@code rsync -aH}, the name may stay a hard link in the destination if nothing else tells them apart.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "echo -n 'other content of 30 characters' > two && touch -d @1500000001 two",
                "echo longer >> two",
                "touch -d @1500000000.123456789 two",
                "chmod 0600 two",
                "chmod 0600 two && ln -f two ../e/n",
            })
    void aNameThatLeftItsGroupIsRightInOneRun(String change) {
        trees.source(
                file("one", 30),
                dir("d", hardLink("two", "one")),
                dir("e", hardLink("n", "one"), hardLink("more", "one")));
        sync("-p 1");
        trees.sh("cd source/d && cp -p two alone && mv alone two && " + change);
        trees.date("source");

        sync("-p 2 -f 1");

        TreeComparer.ignoring(Ignore.LINKS).assertEqual(trees.source(), trees.destination());
    }
}
