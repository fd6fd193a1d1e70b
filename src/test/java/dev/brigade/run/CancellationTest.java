package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.StopCause;
import dev.brigade.model.StopReason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether a run shall end early. */
final class CancellationTest {
    private final Cancellation stop = new Cancellation();

    @Test
    void isNotAskedForByItself() {
        assertThat(stop.isRequested()).isFalse();
        assertThat(stop.cause()).isEmpty();
        assertThat(stop.requested()).isNotDone();
    }

    @Test
    void staysOnceAskedForWithTheFirstMessage() {
        stop.request(StopReason.NO_SPACE, "first");
        stop.request(StopReason.NO_SPACE, "second");
        assertThat(stop.isRequested()).isTrue();
        assertThat(stop.requested()).isCompleted();
        assertThat(stop.cause()).contains(new StopCause(StopReason.NO_SPACE, "first"));
    }

    @Test
    void keepsTheGravestReason() {
        for (StopReason first : StopReason.values()) {
            for (StopReason second : StopReason.values()) {
                Cancellation both = new Cancellation();
                both.request(first, "1");
                both.request(second, "2");
                StopReason gravest = first.ordinal() >= second.ordinal() ? first : second;
                assertThat(both.cause().orElseThrow().reason()).isEqualTo(gravest);
            }
        }
    }

    @Test
    void keepsTheGravestReasonAmongThreads() {
        StopReason[] reasons = StopReason.values();
        IntStream.range(0, 10_000).parallel().forEach(i -> {
            stop.request(reasons[i % reasons.length], "x");
            assertThat(stop.isRequested()).isTrue();
        });
        assertThat(stop.cause()).contains(new StopCause(StopReason.STORAGE_LOST, "x"));
    }
}
