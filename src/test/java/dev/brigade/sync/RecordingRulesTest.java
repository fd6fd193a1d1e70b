package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The history stays small, however long a run takes. */
final class RecordingRulesTest {
    private static long samplesIn(Duration time) {
        long samples = 0;
        for (Duration now = Duration.ZERO; now.compareTo(time) < 0; now = now.plus(RecordingRules.interval(now))) {
            samples++;
        }
        return samples;
    }

    @Test
    void samplesAreDenseAtFirstAndFewInAll() {
        assertThat(RecordingRules.interval(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(RecordingRules.interval(Duration.ofHours(1))).isEqualTo(Duration.ofMillis(7200));
        assertThat(samplesIn(Duration.ofSeconds(10))).isEqualTo(40);
        assertThat(samplesIn(Duration.ofDays(30))).isLessThan(6000);
    }

    @Test
    void aLongRunRecordsOnlyProcessesThatAChartCanShow() {
        Duration hour = Duration.ofHours(1);
        assertThat(RecordingRules.isRecorded(Duration.ofSeconds(1), hour, 8, false, 1999))
                .isTrue();
        assertThat(RecordingRules.isRecorded(Duration.ofSeconds(1), hour, 8, false, 2000))
                .isFalse();
        assertThat(RecordingRules.isRecorded(Duration.ofSeconds(15), hour, 8, false, 2000))
                .isTrue();
    }

    @Test
    void aFailureIsRecordedHoweverShortUpToALimit() {
        Duration hour = Duration.ofHours(1);
        assertThat(RecordingRules.isRecorded(Duration.ZERO, hour, 8, true, 9_999))
                .isTrue();
        assertThat(RecordingRules.isRecorded(Duration.ofMinutes(9), hour, 8, true, 10_000))
                .isFalse();
    }
}
