package dev.brigade.job;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job is planned, worked on shard by shard in any order, and finished: the trees are equal, the code is true. */
class JobTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended plan(String... options) {
        Ended ended = brigade(Stream.of(
                        List.of("plan", "--job", job()),
                        List.of(options),
                        List.of(trees.source() + "/", trees.destination().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new));
        return ended;
    }

    private Ended work(String... words) {
        return step("work", words);
    }

    private Ended finish(String... words) {
        return step("finish", words);
    }

    private Ended step(String command, String... words) {
        return brigade(Stream.concat(Stream.of(command, "--job", job()), Stream.of(words))
                .toArray(String[]::new));
    }

    private Ended brigade(String... words) {
        return trees.program().run(words);
    }

    private String job() {
        return trees.home().resolve("job").toString();
    }

    private static void assertExit(Ended ended, int code) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.err() + ended.out()).doesNotContain("\tat ", "java.");
    }

    private void usualSource() {
        Node[] flat =
                IntStream.range(0, 60).mapToObj(i -> file("f" + i, 10 + i)).toArray(Node[]::new);
        trees.source(
                file("top", 5),
                dir("flat", flat).mode(0555),
                dir("a", file("one", 10), dir("b", file("two", 20), hardLink("x", "top"))),
                dir("c", hardLink("y", "top"), file("large", 1_200_000)),
                dir("empty").mode(0700));
    }

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
    void twoClientsOnOneShardDoNoHarm() {
        usualSource();
        assertExit(plan("--shards", "2"), 0);

        CompletableFuture<Ended> other = CompletableFuture.supplyAsync(() -> work("0-1", "--again"));
        Ended one = work("0-1", "--again");

        assertExit(one, 0);
        assertExit(other.join(), 0);
        assertExit(finish(), 0);
        trees.assertSame();
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
    void finishingTooEarlyChangesNothing() {
        usualSource();
        plan("--shards", "3");
        work("1");
        Inventory before = Inventory.of(trees.destination());

        Ended early = finish();

        assertExit(early, 20);
        assertThat(early.err())
                .isEqualTo("brigade: shards 0 2 have no result. Nothing was changed. Run 'brigade work --job " + job()
                        + " 0 2', then finish the job\n");
        assertThat(Inventory.of(trees.destination())).isEqualTo(before);
    }

    @Test
    void whileAShardRunsNothingIsFinished() {
        usualSource();
        plan("--shards", "2");
        work("0");
        String early = "'" + trees.home() + "/early'";
        Rule meanwhile = Rule.copies()
                .first(1)
                .bash("for i in {1..600}; do [ -e " + early + " ] && break; sleep 0.1; done")
                .runReal();

        CompletableFuture<Ended> running = CompletableFuture.supplyAsync(
                () -> trees.program().with(trees.rsync(meanwhile)).run("work", "--job", job(), "1"));
        Ended status = step("status");
        while (!status.out().contains("running  1\n")) {
            status = step("status");
        }
        Ended finished = finish();
        trees.sh("touch early");

        assertExit(finished, 11);
        assertThat(finished.err())
                .contains("not all shards have ended: 1 running")
                .contains("Nothing was changed");
        assertExit(running.join(), 0);
        assertExit(finish(), 0);
        trees.assertSame();
    }

    @Test
    void aShardWhoseClientIsKilledIsMissingAndIsDoneAgain() {
        usualSource();
        plan("--shards", "2");
        work("0");
        Child child = trees.program().with(trees.rsync(Rule.copies().hang())).start("work", "--job", job(), "1");
        while (!step("status").out().contains("running  1\n")) {
            assertThat(child.isAlive()).isTrue();
        }

        child.kill();

        child.await();
        assertThat(step("status", "--json").out()).contains("{\"shard\":1,\"state\":\"missing\"");
        assertExit(finish(), 20);
        assertExit(work("1"), 0);
        assertExit(finish(), 0);
        trees.assertSame();
    }

    @Test
    void aShardThatIsInterruptedHasFailed() {
        usualSource();
        plan("--shards", "2");
        work("0");
        Child child = trees.program().with(trees.rsync(Rule.copies().hang())).start("work", "--job", job(), "1");
        while (child.rsync("--inplace").isEmpty() && child.rsync("--no-inplace").isEmpty()) {
            assertThat(child.isAlive()).isTrue();
        }

        child.signal("TERM");

        assertExit(child.await(), 10);
        assertExit(finish(), 10);
        assertExit(work("1"), 0);
        assertExit(finish(), 0);
        trees.assertSame();
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

    @Test
    void aShardThatFailsForGoodIsNamedByTheWholeJob() {
        usualSource();
        plan("--shards", "2");
        Rule broken = Rule.mentioning("c/")
                .stderr("rsync: [sender] send_files failed to open \"" + trees.source()
                        + "/c/large\": Permission denied (13)\n")
                .exit(23);

        Ended failed = trees.program().with(trees.rsync(broken)).run("work", "--job", job(), "0-1");
        Ended finished = finish();

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(20);
        assertExit(finished, 20);
        assertThat(finished.out()).contains("some entries failed");
        assertThat(finished.err()).contains("brigade: some shards failed. Run 'brigade work --job " + job());
        assertExit(work("0-1"), 0);
        assertExit(finish(), 0);
        trees.assertSame();
    }
}
