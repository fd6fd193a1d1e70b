package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same command while it runs already. */
@FaultTest
final class DoubleStartIT {
    private final Survival survival = new Survival(Survival.tree(3, 3, 1_000));

    @AfterEach
    void close() {
        survival.close();
    }

    @Fault("a second start, in each phase")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void secondStart(boolean copying) {
        Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
        FakeRsync rsync = survival.rsync(phase.first(1).hang().runReal());
        Child first = survival.start(survival.program().with(rsync), "-p", "1");
        Survival.await(
                "the first is at it",
                () -> rsync.calls().stream()
                        .anyMatch(call -> call.isCopy() == copying
                                && !call.arguments().contains("-n")
                                && call.endMicros().isEmpty()));

        for (String[] words : new String[][] {Survival.words("sync"), Survival.words("verify")}) {
            Ended second = survival.program().run(words);
            assertThat(second.exit()).as(second.toString()).isEqualTo(11);
            assertThat(second.err())
                    .startsWith("brigade: another run ")
                    .contains("process " + first.pid())
                    .containsOnlyOnce("\n");
            assertThat(second.out()).isEmpty();
        }
        rsync.release();

        survival.assertEnded(first.await(), 0);
        survival.assertHeals();
    }
}
