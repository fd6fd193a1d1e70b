package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TERM, INT and HUP, once and twice, while rsync is at work. */
@FaultTest
final class SignalsIT {
    private final Survival survival = new Survival(Survival.tree(8, 4, 5_000));

    @AfterEach
    void close() {
        survival.close();
    }

    static Stream<Arguments> all() {
        return Stream.of(true, false)
                .flatMap(copying -> Stream.of("TERM", "INT", "HUP")
                        .flatMap(signal -> Stream.of(1, 2).map(times -> Arguments.of(copying, signal, times))));
    }

    @Fault("TERM, INT, HUP, once and twice, in each phase")
    @ParameterizedTest
    @MethodSource("all")
    void signal(boolean copying, String signal, int times) {
        Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
        FakeRsync rsync = survival.rsync(phase.runReal().bash("exec sleep 600"));
        Child child = survival.start(survival.program().with(rsync), "-p", "2", "-f", "8");
        Survival.await(
                "two processes",
                () -> rsync.calls().stream()
                                .filter(call -> call.isCopy() == copying)
                                .filter(call -> call.endMicros().isEmpty())
                                .count()
                        == 2);

        for (int i = 0; i < times && child.isAlive(); i++) {
            child.signal(signal);
        }
        Ended ended = child.await();

        survival.assertEnded(ended, List.of(10));
        assertThat(ended.out()).contains("interrupted: a signal arrived");
        survival.assertHeals();
    }
}
