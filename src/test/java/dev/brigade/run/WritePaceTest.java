package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WritePaceTest {
    private long now;

    private WritePace pace(OptionalLong rate) {
        return new WritePace(rate, () -> now, pause -> now += pause);
    }

    @Test
    void waitsUntilTheBytesAreDue() {
        WritePace pace = pace(OptionalLong.of(1024));

        pace.wrote(1 << 18);
        pace.wrote(1 << 18);

        assertThat(now).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void doesNotWaitForWhatIsLate() {
        WritePace pace = pace(OptionalLong.of(1024));
        now += TimeUnit.SECONDS.toNanos(1);
        long before = now;

        pace.wrote(1 << 18);

        assertThat(now).isEqualTo(before);
    }

    @Test
    void neverWaitsWithoutARate() {
        WritePace pace = pace(OptionalLong.empty());

        pace.wrote(Integer.MAX_VALUE);

        assertThat(now).isZero();
        assertThat(pace.step()).isEqualTo(1 << 20);
    }

    @Test
    void writesSoLittleAtATimeThatNoWaitIsLong() {
        assertThat(pace(OptionalLong.of(1)).step()).isEqualTo(4096);
        assertThat(pace(OptionalLong.of(1024)).step()).isEqualTo(1 << 17);
    }
}
