package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.fifo;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code brigade parallelcp SRC DST}: the contents of one directory arrive in another, as whoever called the script
 * meant it.
 */
final class ParallelcpTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended parallelcp(String... words) {
        return parallelcp(trees.program(), words);
    }

    private Ended parallelcp(BrigadeProgram program, String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "parallelcp";
        System.arraycopy(words, 0, line, 1, words.length);
        return program.run(trees.inFull(line));
    }

    private static void assertAllWell(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    private void buildSmall() {
        trees.source(file("file", "content"), dir("directory", file("#below", 10), fifo("fifo"), symlink("up", "..")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "C"})
    void copiesTheAwkwardTreeWhole(String locale) {
        AwkwardTree.build(trees.source(), AwkwardTree.Options.forThisUser().small());

        assertAllWell(parallelcp(trees.program().locale(locale), "~/source", "~/destination"));

        trees.assertSame();
    }

    @ParameterizedTest
    @CsvSource({
        "source,                destination",
        "~/source/,             ~/destination/",
        "source/.,              ./destination",
        "./source,              destination/.",
        "~/link to source,      ~/destination",
        "~/link to source/,     ~/destination"
    })
    void meansContentsWithASlashAndWithout(String source, String destination) {
        buildSmall();
        trees.sh("ln -s source 'link to source'");

        assertAllWell(parallelcp(source, destination));

        trees.assertSame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "new/", "new/and/it's \"odd\" $HOME/", "present/new/"})
    void makesTheDestinationWithItsParents(String parents) {
        buildSmall();
        trees.sh("mkdir present");

        assertAllWell(parallelcp("~/source", "~/" + parents + "copy"));

        TreeComparer.assertSame(trees.source(), trees.home().resolve(parents + "copy"));
    }

    @Test
    void addsToADestinationThatIsThereAndDeletesNothing() {
        buildSmall();
        trees.destination(file("file", "older and longer"), file("extra", "stays"));

        assertAllWell(parallelcp("~/source", "~/destination"));

        assertThat(trees.destination().resolve("file")).hasContent("content");
        assertThat(trees.destination().resolve("extra")).hasContent("stays");
        trees.sh("rm destination/extra && touch -r source destination");
        trees.assertSame();
    }

    @Test
    void changesNothingTheSecondTime() {
        buildSmall();
        assertAllWell(parallelcp("~/source", "~/destination"));
        Inventory first = Inventory.of(trees.destination());

        Ended second = parallelcp("--stats", "~/source", "~/destination");

        assertAllWell(second);
        assertThat(second.out()).contains("Copy transferred: 0 files", "Verify transferred: 0 files");
        assertThat(Inventory.of(trees.destination())).isEqualTo(first);
    }

    @Test
    void isSyncWithNothingToChoose() {
        buildSmall();

        Ended stats = parallelcp("--stats", "-v", "-P", "source", "destination");
        Ended quiet = parallelcp("-q", "~/source", "~/destination");
        Ended help = parallelcp("-h");

        assertThat(stats.exit()).as(stats.toString()).isZero();
        assertThat(stats.out()).contains("Copy entries: 5", "all copied and verified");
        assertThat(quiet.out() + quiet.err()).isEmpty();
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("SRC DST", "--state-dir", "--stats", "an unknown code is a failure");
    }

    @Test
    void keepsItsFilesWhereItIsTold() {
        buildSmall();

        assertAllWell(parallelcp("--state-dir", "own", "source", "destination"));

        assertThat(LeftBehind.names(trees.home().resolve("own"))).contains("runs/lock");
        assertThat(trees.home().resolve("state")).doesNotExist();
    }

    @Test
    void tellsTheTruthWhereTheScriptSaidNothing() {
        trees.source(file("file", "content"), file("lost", "content"));
        FakeRsync rsync = trees.rsync(Rule.all()
                .afterPreflight()
                .stderr("rsync: [receiver] write failed on \"lost\": Input/output error (5)\n")
                .exit(11));

        Ended ended = parallelcp(trees.program().with(rsync), "~/source", "~/destination");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out()).contains("some entries failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                           | 2  | name one source and one destination
                    ~/source                     | 2  | name one source and one destination
                    ~/source ~/other ~/copy      | 2  | name one source and one destination
                    --delete ~/source ~/copy     | 2  | --delete
                    -q -v ~/source ~/copy        | 2  | -q
                    @ ~/copy                     | 2  | the path of the source is empty
                    ~/source @                   | 2  | the path of the destination is empty
                    missing new/copy             | 40 | source missing/ does not exist
                    ~/source/file ~/new/copy     | 40 | is not a directory
                    host:/path ~/new/copy        | 40 | remote sources are not supported
                    ~/source host:/new/copy      | 40 | remote destinations are not supported
                    ~/source ~/source/file       | 40 | is not a directory
                    ~/source ~/source/file/new   | 40 | is not a directory
                    ~/source ~/source            | 40 | itself
                    ~/source ~/source/new/copy   | 40 | is inside the source
                    """)
    void refusesWhatItCannotMeanAndWritesNothing(String line, int code, String says) {
        buildSmall();
        trees.sh("mkdir other");
        Inventory before = Inventory.of(trees.home());

        Ended ended = parallelcp(
                line.isEmpty() ? new String[0] : line.replace("@", "").split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.err()).startsWith("brigade: ").hasLineCount(1).contains(says);
        assertThat(ended.out()).isEmpty();
        assertThat(Inventory.of(trees.home())).isEqualTo(before);
    }

    @Test
    void refusesADestinationThatAnotherUserMayNotWriteOrMake() {
        try (OtherUser user = OtherUser.create()) {
            Path home = user.directory();
            TreeBuilder.build(home.resolve("source"), dir("source", file("file", "x")));
            TreeBuilder.build(home.resolve("closed"), dir("closed").mode(0555));
            user.own(home.resolve("source"));

            TwoTrees theirs = TwoTrees.of(user);
            Ended inside = parallelcp(theirs.program(), "source", "closed");
            Ended below = parallelcp(theirs.program(), "source", "closed/new/copy");
            Ended fine = parallelcp(theirs.program(), "source", "new/copy");

            for (Ended ended : new Ended[] {inside, below}) {
                assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
                assertThat(ended.err()).contains("closed cannot be written").hasLineCount(1);
            }
            assertAllWell(fine);
            assertThat(home.resolve("new/copy/file")).exists();
        }
    }

    @Test
    void refusesADestinationThatNoPathReaches() {
        buildSmall();

        Ended ended = parallelcp("~/source", "~/new/" + ("x".repeat(250) + "/").repeat(20) + "copy");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.err())
                .contains("cannot be created: it has more than 4095 bytes")
                .hasLineCount(1);
    }
}
