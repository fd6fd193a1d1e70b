package dev.brigade.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Rule;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a job whose shards run, fail, are killed or are done twice. */
class UnfinishedJobTest extends JobSteps {
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
        FakeRsync rsync = trees.rsync(Rule.copies().hang());
        Child child = trees.program().with(rsync).start("work", "--job", job(), "1");
        while (rsync.calls().stream().noneMatch(FakeRsync.Call::isCopy)) {
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
