package dev.brigade.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.progress.Tracker.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The live line. */
final class ProgressLineTest {
    private static final long MIB = 1 << 20;

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("crawl  0 entries  0 B  0 files/s", crawl(0, 0, 0)),
                arguments("crawl  1 entry  0 B  1 files/s", crawl(1, 0, 1)),
                arguments("crawl  1,500 entries  3.0 MiB  750 files/s", crawl(1_500, 3 * MIB, 2)),
                arguments(
                        "copy   250/1,000 entries  25%  50.0 MiB/100.0 MiB  125 files/s  ETA 6s  8 busy",
                        at(Pass.COPY, 250, 50 * MIB, new Totals(1_000, 10, 100 * MIB), 2, 8)),
                // By bytes it is less far than by entries.
                arguments(
                        "copy   900/1,000 entries  10%  10.0 MiB/100.0 MiB  450 files/s  ETA 18s  8 busy",
                        at(Pass.COPY, 900, 10 * MIB, new Totals(1_000, 10, 100 * MIB), 2, 8)),
                arguments(
                        "verify 0/1,000 entries  0%  0 B/100.0 MiB  0 files/s  ETA -  2 busy",
                        at(Pass.VERIFY, 0, 0, new Totals(1_000, 10, 100 * MIB), 2, 2)),
                arguments(
                        "verify 1,000/1,000 entries  100%  100.0 MiB/100.0 MiB  500 files/s  ETA 0s  0 busy",
                        at(Pass.VERIFY, 1_000, 100 * MIB, new Totals(1_000, 10, 100 * MIB), 2, 0)),
                // What was done before counts as done, and not as fast.
                arguments(
                        "copy   600/1,000 entries  60%  60.0 MiB/100.0 MiB  50 files/s  ETA 8s  8 busy",
                        new Snapshot(
                                Optional.of(Pass.COPY),
                                600,
                                60 * MIB,
                                new Totals(500, 0, 50 * MIB),
                                new Totals(1_000, 10, 100 * MIB),
                                nanos(2),
                                8)),
                // Only a finished pass is 100 %.
                arguments(
                        "repair 9,999/10,000 entries  99%  0 B  1 files/s  ETA 1s  1 busy",
                        at(Pass.REPAIR, 9_999, 0, new Totals(10_000, 0, 0), 9_999, 1)),
                arguments(
                        "finish 29/100 entries  29%  0 B  29 files/s  ETA -  1 busy",
                        at(Pass.FIX_DIRECTORIES, 29, 0, new Totals(100, 0, 0), 1, 1)),
                arguments(
                        "prune  0/0 entries  100%  0 B  0 files/s  ETA -  1 busy",
                        at(Pass.PRUNE, 0, 0, Totals.NONE, 1, 1)),
                arguments(
                        "copy   5/10 entries  50%  100.0 MiB/200.0 MiB  10.0 MiB/s  ETA 10s  1 busy",
                        at(Pass.COPY, 5, 100 * MIB, new Totals(10, 0, 200 * MIB), 10, 1)),
                arguments(
                        "copy   1/9,223,372,036,854,775,807 entries  0%  0 B  0 files/s  ETA 106751d23h  1 busy",
                        at(Pass.COPY, 1, 0, new Totals(Long.MAX_VALUE, 0, 0), 10, 1)));
    }

    private static Snapshot crawl(long entries, long bytes, long seconds) {
        return new Snapshot(Optional.empty(), entries, bytes, Totals.NONE, Totals.NONE, nanos(seconds), 0);
    }

    private static Snapshot at(Pass pass, long entries, long bytes, Totals totals, long seconds, long busy) {
        return new Snapshot(Optional.of(pass), entries, bytes, Totals.NONE, totals, nanos(seconds), busy);
    }

    private static long nanos(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void saysHowFarItIs(String line, Snapshot at) {
        assertThat(ProgressLine.of(at)).isEqualTo(line);
    }
}
