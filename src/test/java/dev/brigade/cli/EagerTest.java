package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copying begins while the source is still being crawled. */
final class EagerTest {
    private final Sandbox sandbox = new Sandbox(Sandbox.tree(30, 40, 500));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private BrigadeProgram eager() {
        return sandbox.inside(BrigadeProgram.onClassPath(EagerProgram.class.getName()));
    }

    @Test
    void allArrives() {
        Ended ended = eager().run(sandbox.sync("-p", "4"));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    @Test
    void aRunThatWasKilledWhenItsCrawlWasOverIsGoneOnWith() {
        FakeRsync rsync = sandbox.fake(Rule.looks().hang());
        Child child = eager().with(rsync).start(sandbox.sync("-p", "4"));
        Sandbox.await("a look", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isLook));
        child.signal(9);
        child.await();

        FakeRsync second = sandbox.fake();
        Ended ended = sandbox.program().with(second).run(sandbox.sync("-p", "4"));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(KilledRun.copies(second))
                .as("a copied entry is not copied again")
                .isZero();
        sandbox.assertEqualTrees();
    }

    @Test
    void aRunThatIsInterruptedSaysSo() {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().hang());
        Child child = eager().with(rsync).start(sandbox.sync("-p", "2"));
        Sandbox.await("a copy", () -> KilledRun.copies(rsync) > 0);
        child.signal("TERM");
        Ended ended = child.await();
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        // If the crawl was complete, the run can be resumed.
        sandbox.assertNothingGoesOn();

        Ended again = sandbox.program().run(sandbox.sync("-p", "2"));
        assertThat(again.exit()).as(again.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }
}
