package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.rsync.ExitStatus;
import dev.brigade.run.RetryDecision.Smaller;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done about each exit status: the table in {@code docs/exit-codes.md}. */
final class RetryPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Set<Integer> PASSING = Set.of(5, 10, 12, 15, 16, 19, 20, 21, 30, 35, 255);
    private static final RetryPolicy POLICY = new RetryPolicy(3, SECOND);

    static IntStream statuses() {
        return IntStream.rangeClosed(0, 255);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void knowsEveryStatus(int status) {
        Smaller smaller = status == 14 ? Smaller.PROCESSES : status == 22 ? Smaller.NAMES : Smaller.NOTHING;
        boolean ends = Set.of(1, 2, 4, 126, 127).contains(status);
        boolean again = PASSING.contains(status) || status > 128 || smaller != Smaller.NOTHING;
        RetryDecision expected = ends
                ? new RetryDecision.End()
                : again ? new RetryDecision.Again(SECOND, smaller) : new RetryDecision.Leave();

        assertThat(POLICY.after(ExitStatus.of(status), false, 1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void triesNothingAgainForEver(int status) {
        for (int retries : new int[] {0, 3}) {
            RetryDecision last = new RetryPolicy(retries, SECOND).after(ExitStatus.of(status), true, retries + 1);
            assertThat(last).isNotInstanceOf(RetryDecision.Again.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false, 3, false", "1, true, 3, true", "2, true, 3, false", "1, true, 0, false"})
    void givesAnErrorOfAFileOneMoreChanceWhereItMayPass(int attempt, boolean mayPass, int retries, boolean again) {
        RetryDecision decision = new RetryPolicy(retries, SECOND).after(ExitStatus.of(11), mayPass, attempt);

        assertThat(decision instanceof RetryDecision.Again).isEqualTo(again);
    }

    @Test
    void oneBucketTakesAwayOneProcessAtMost() {
        assertThat(POLICY.after(ExitStatus.of(14), false, 2))
                .isEqualTo(new RetryDecision.Again(Duration.ofSeconds(2), Smaller.NOTHING));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 30", "7, 30", "1000, 30"})
    void waitsTwiceAsLongEachTime(int attempt, long seconds) {
        assertThat(new RetryPolicy(1000, SECOND).after(ExitStatus.of(12), false, attempt))
                .isEqualTo(new RetryDecision.Again(Duration.ofSeconds(seconds), Smaller.NOTHING));
    }
}
