package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brigade.exec.MachineLoad;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clock, the processors' load and what processes take are played; each look at them takes 10 ms. */
final class ProcessorShareTest {
    private static final MachineLoad FULL = new MachineLoad(100, 0, 0, 10);

    private long now;
    private long used;
    private int looks;
    private final ProcessorShare processors = new ProcessorShare(2, this::look, () -> now);

    private long look() {
        looks++;
        now += Duration.ofMillis(10).toNanos();
        return used;
    }

    /** Some time later, in which processes took so much of one processor. */
    private double share(int millis, double taken, MachineLoad spent) {
        long time = Duration.ofMillis(millis).toNanos();
        now += time - Duration.ofMillis(10).toNanos();
        used += (long) (taken * time);
        return processors.share(spent);
    }

    @Test
    void fullProcessorsAreFullUntilItIsKnownWithWhat() {
        processors.begin();
        assertThat(share(150, 0, FULL)).isEqualTo(1);
        assertThat(share(100, 0, FULL)).isEqualTo(1);
        assertThat(looks).isEqualTo(2);
        assertThat(share(250, 0, FULL)).isZero();
    }

    /** This process used a tenth; of the rest, rsync used a twentieth, and what serves it may use thrice as much. */
    @Test
    void ofWhatOthersTakeCountsWhatMayServeUs() {
        processors.begin();
        share(250, 0.1, FULL);
        assertThat(share(250, 0.1, FULL)).isEqualTo(4 * 0.05 / 0.9, within(1e-9));
        assertThat(share(250, 0.5, FULL)).isEqualTo(1);
    }

    /** A process that ends while it is looked at seems to have taken nothing. */
    @Test
    void oneLookThatTellsLittleIsNotBelieved() {
        processors.begin();
        share(250, 2, FULL);
        assertThat(share(250, -1, FULL)).isEqualTo(1);
        assertThat(share(250, 2, FULL)).isEqualTo(1);
    }

    @Test
    void looksTakeATwentiethOfTheTime() {
        processors.begin();
        for (int i = 0; i < 100; i++) { // one second
            share(20, 0.1, FULL);
        }
        assertThat(looks).isBetween(5, 6);
    }

    @Test
    void whereThereIsTimeNobodyIsLookedAt() {
        processors.begin();
        assertThat(share(250, 0.1, new MachineLoad(30, 70, 0, 10))).isEqualTo(0.2 / 0.9, within(1e-9));
        assertThat(share(250, 0.1, new MachineLoad(0, 0, 0, 0))).isNaN();
        assertThat(looks).isEqualTo(1);
    }
}
