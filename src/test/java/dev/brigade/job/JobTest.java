package dev.brigade.job;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeComparer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job is planned, worked on shard by shard in any order, and finished: the trees are equal, the code is true. */
class JobTest extends JobSteps {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void anAwkwardTreeIsEqual(int shards) {
        AwkwardTree.build(trees.source(), AwkwardTree.Options.forThisUser().small());

        assertExit(plan("--shards", "" + shards), 0);
        for (int shard = shards - 1; shard >= 0; shard--) {
            assertExit(work("" + shard), 0);
        }
        Ended finished = finish();

        assertExit(finished, 0);
        assertThat(finished.out()).contains("all copied and verified");
        trees.assertSame();
    }

    @Test
    void severalSourcesAndTheirOwnNames() {
        usualSource();
        trees.sh("mkdir -p one two/three && mv source/a one && mv source/c two/three && mkdir expected"
                + " && cp -a one/. expected && cp -a two/three expected && touch -r one expected");
        String home = trees.home().toString();

        assertExit(
                brigade("plan", "--job", job(), "--shards", "3", home + "/one/", home + "/two/three", home + "/to"), 0);
        assertExit(work("0-2"), 0);
        assertExit(finish(), 0);

        TreeComparer.assertSame(trees.home().resolve("expected"), trees.home().resolve("to"));
    }

    @Test
    void allNamesOfAnInodeAreOne() {
        Node[] names = IntStream.range(0, 40)
                .mapToObj(i -> dir("d" + i, hardLink("n", "first"), file("own", i)))
                .toArray(Node[]::new);
        trees.source(
                Stream.concat(Stream.of(file("first", 100)), Stream.of(names)).toArray(Node[]::new));

        assertExit(plan("--shards", "6"), 0);
        assertExit(work("0-5"), 0);
        assertExit(finish(), 0);

        trees.assertSame();
        assertThat(Inventory.of(trees.destination()).entry("first").links()).isEqualTo(41);
    }

    @Test
    void aShardThatIsDoneIsNotDoneAgain() {
        usualSource();
        plan("--shards", "2");
        work("0");

        assertThat(work("0").out()).isEqualTo("shard 0 is done already. --again works on it again\n");
        assertThat(work("0", "--again").out()).contains("all copied and verified");
    }

    @Test
    void finishingTwiceIsTheSameAsOnce() {
        usualSource();
        plan("--shards", "2");
        work("0-1");
        Ended first = finish();

        Ended second = finish();

        assertExit(second, 0);
        assertThat(second.out()).startsWith("finished before, ").endsWith(first.out());
        assertThat(trees.sh("ls -A destination | grep -c brigade || true")).isEqualTo("0\n");
    }

    @Test
    void whatChangedInTheSourceSinceThePlanArrives() {
        usualSource();
        plan("--shards", "3");
        work("0-2");
        trees.sh("cd source && echo longer > a/one && rm -r c && mkdir -p new/deep && echo x > new/deep/file"
                + " && touch -d 2001-01-01 flat/f1 && echo more > flat/added && chmod 700 a/b");

        Ended finished = finish("-p", "2");

        assertExit(finished, 3);
        assertThat(finished.out()).contains("  a/one\n", "  new/deep/file\n", "  flat/added\n", "vanished ");
        trees.sh("rm -r destination/c && touch -r source destination");
        TreeComparer.assertSame(trees.source(), trees.destination());
    }

    @Test
    void deletesEverythingThatIsExtra() {
        usualSource();
        trees.destination(
                file("extra", 5),
                dir("flat", file("extra", 5)),
                dir("gone", dir("deep", file("x", 1))),
                dir("a", dir("z")));

        plan("--shards", "3", "--delete");
        assertExit(work("0-2"), 0);
        assertExit(finish(), 0);

        trees.assertSame();
    }

    @Test
    void deletesNothingWhenTheSourceIsEmptySince() {
        usualSource();
        plan("--shards", "2", "--delete");
        assertExit(work("0-1"), 0);
        trees.sh("mv source unmounted && mkdir source");

        Ended finished = finish();

        assertExit(finished, 40);
        assertThat(finished.err()).contains("is empty: is something unmounted?");
        assertThat(trees.destination().resolve("a/b/two")).exists();
    }

    @Test
    void emptiesTheDestinationIfThePlanAllowsIt() {
        trees.sh("mkdir source");
        trees.destination(file("extra", 5));

        assertExit(plan("--shards", "1", "--delete", "--allow-empty-source"), 0);
        assertExit(work("0"), 0);
        assertExit(finish(), 0);

        trees.assertSame();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void deletesNoMoreThanAllowed(int most) {
        usualSource();
        trees.destination(file("extra", 5), dir("flat", file("extra", 5)), dir("gone", file("x", 1)));
        plan("--shards", "3", "--delete", "--max-delete", "" + most);
        assertExit(work("0-2"), 0);
        assertThat(trees.sh("cat destination/extra | wc -c")).isEqualTo("5\n");

        Ended finished = finish();

        assertExit(finished, most < 4 ? 20 : 0);
        assertThat(trees.sh("ls destination | grep -c -e extra -e gone || true"))
                .isEqualTo(most < 4 ? "2\n" : "0\n");
    }
}
