package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -p N}: never more than N rsync processes at once, and exactly N if there is enough work. */
final class ProcessLimitTest {
    private Sandbox sandbox;

    @BeforeEach
    void prepare() {
        sandbox = new Sandbox(Sandbox.tree(12, 2, 100));
    }

    @AfterEach
    void remove() {
        sandbox.assertNothingLeft();
        sandbox.close();
    }

    private void run(FakeRsync rsync, int processes) {
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-p", String.valueOf(processes), "-f", "2"));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 8})
    void neverRunsMoreThanItMay(int processes) {
        // Each lingers, so that one too many would be seen.
        FakeRsync rsync = sandbox.fake(Rule.all().bash("sleep 0.05").runReal());

        run(rsync, processes);

        assertThat(rsync.mostAtOnce()).isBetween(1, processes);
        assertThat(rsync.calls().size()).isGreaterThan(2 * 12);
    }

    @Test
    void reallyRunsFourAtOnceInEachPhase() {
        FakeRsync copies =
                sandbox.fake(Rule.copies().afterPreflight().first(4).meet(4).runReal());
        run(copies, 4);
        FakeRsync verifies = sandbox.fake(
                Rule.copies().runReal(),
                Rule.verifies().afterPreflight().first(4).meet(4).runReal());
        run(verifies, 4);
    }
}
