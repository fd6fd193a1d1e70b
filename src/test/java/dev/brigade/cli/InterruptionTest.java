package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals, in a JVM of its own. */
final class InterruptionTest {
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void endsTheWorkAndWaitsForItsOwnExitCode(String signal) throws InterruptedException {
        Ended ended = signalled("working", signal);
        assertThat(ended.out()).isEqualTo("ready\nasked to end\ninterrupted\noutcome so far\n");
        assertThat(ended.exit()).isEqualTo(10);
    }

    @Test
    void asksForNothingWhereTheWorkIsOver() throws InterruptedException {
        Ended ended = signalled("finished", "TERM");
        assertThat(ended.out()).isEqualTo("ready\n");
        assertThat(ended.exit()).isEqualTo(143);
    }

    @Test
    void endsAtOnceWhereThereIsNoWorkYet() throws InterruptedException {
        Ended ended = signalled("idle", "TERM");
        assertThat(ended.out()).isEqualTo("ready\n");
        assertThat(ended.exit()).isEqualTo(143);
    }

    @Test
    void leavesTheExitCodeAloneWhereNoSignalComes() {
        Ended ended = program().run("finished", "21");
        assertThat(ended.out()).isEqualTo("ready\n");
        assertThat(ended.exit()).isEqualTo(21);
    }

    private static Ended signalled(String what, String signal) throws InterruptedException {
        Child child = program().start(what);
        try {
            while (!child.outSoFar().contains("ready") && child.isAlive()) {
                Thread.sleep(5);
            }
            child.signal(signal);
            return child.await();
        } finally {
            child.kill();
        }
    }

    private static BrigadeProgram program() {
        return BrigadeProgram.onClassPath(InterruptedProgram.class.getName()).timeout(Duration.ofSeconds(50));
    }
}
