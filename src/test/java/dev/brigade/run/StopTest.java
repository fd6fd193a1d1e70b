package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.StopCause;
import dev.brigade.model.StopReason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether a run shall end early. */
final class StopTest {
    private final Stop stop = new Stop();

    @Test
    void isNotAskedForByItself() {
        assertThat(stop.isAsked()).isFalse();
        assertThat(stop.cause()).isEmpty();
        assertThat(stop.asked()).isNotDone();
    }

    @Test
    void staysOnceAskedForWithTheFirstMessage() {
        stop.ask(StopReason.NO_SPACE, "first");
        stop.ask(StopReason.NO_SPACE, "second");
        assertThat(stop.isAsked()).isTrue();
        assertThat(stop.asked()).isCompleted();
        assertThat(stop.cause()).contains(new StopCause(StopReason.NO_SPACE, "first"));
    }

    @Test
    void keepsTheGravestReason() {
        for (StopReason first : StopReason.values()) {
            for (StopReason second : StopReason.values()) {
                Stop both = new Stop();
                both.ask(first, "1");
                both.ask(second, "2");
                StopReason gravest = first.ordinal() >= second.ordinal() ? first : second;
                assertThat(both.cause().orElseThrow().reason()).isEqualTo(gravest);
            }
        }
    }

    @Test
    void keepsTheGravestReasonAmongThreads() {
        StopReason[] reasons = StopReason.values();
        IntStream.range(0, 10_000).parallel().forEach(i -> {
            stop.ask(reasons[i % reasons.length], "x");
            assertThat(stop.isAsked()).isTrue();
        });
        assertThat(stop.cause()).contains(new StopCause(StopReason.STORAGE_LOST, "x"));
    }
}
