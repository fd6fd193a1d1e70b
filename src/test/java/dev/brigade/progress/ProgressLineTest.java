package dev.brigade.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.model.Bottleneck;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The live lines. */
final class ProgressLineTest {
    private static final long MIB = 1 << 20;
    private static final int WIDE = 1_000;

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("crawl 1/2  0 entries  0/s", crawl(0, 0, 0)),
                arguments("crawl 1/2  3.00 MiB  1.50 MiB/s  1,500 entries  750/s", crawl(1_500, 3 * MIB, 2)),
                arguments(
                        "copy 1/2  25%  ETA 6s+  50.0/100 MiB  25.0 MiB/s  250/1,000 entries  125/s",
                        at(Pass.COPY, 250, 50 * MIB, new Totals(1_000, 10, 100 * MIB), 2)),
                // By bytes it is less far than by entries.
                arguments(
                        "copy 1/2  10%  ETA 18s+  10.0/100 MiB  5.00 MiB/s  900/1,000 entries  450/s",
                        at(Pass.COPY, 900, 10 * MIB, new Totals(1_000, 10, 100 * MIB), 2)),
                arguments(
                        "verify 2/2  0%  ETA -  0.00/100 MiB  0 B/s  0/1,000 entries  0/s",
                        at(Pass.VERIFY, 0, 0, new Totals(1_000, 10, 100 * MIB), 2)),
                arguments(
                        "verify 2/2  100%  ETA 0s  100/100 MiB  50.0 MiB/s  1,000/1,000 entries  500/s",
                        at(Pass.VERIFY, 1_000, 100 * MIB, new Totals(1_000, 10, 100 * MIB), 2)),
                // Only a finished pass is 100 %.
                arguments(
                        "repair 2/2  99%  ETA 1s  9,999/10,000 entries  1/s",
                        at(Pass.REPAIR, 9_999, 0, new Totals(10_000, 0, 0), 9_999)),
                // Nobody can tell in the first two seconds.
                arguments(
                        "finish 2/2  29%  ETA -  29/100 entries  29/s",
                        at(Pass.FIX_DIRECTORIES, 29, 0, new Totals(100, 0, 0), 1)),
                arguments("prune 2/2  100%  ETA -  0/0 entries  0/s", at(Pass.PRUNE, 0, 0, Totals.NONE, 1)),
                arguments(
                        "copy 1/2  0%  ETA -  1/9.2E entries  0/s",
                        at(Pass.COPY, 1, 0, new Totals(Long.MAX_VALUE, 0, 0), 10)),
                arguments(
                        "copy 1/2  40%  ETA 1h12m+  1.84/4.49 TiB  612 MiB/s  5.2M/12.6M entries  1,710/s",
                        snapshot(
                                Pass.COPY,
                                5_160_000,
                                2_023_000_000_000L,
                                Totals.NONE,
                                new Totals(12_600_000, 0, 4_936_800_000_000L),
                                3_600,
                                new Snapshot.Recent(nanos(10), 17_100, 6_417_285_120L))));
    }

    private static Snapshot crawl(long entries, long bytes, long seconds) {
        return new Snapshot(
                1,
                Optional.empty(),
                entries,
                0,
                bytes,
                Totals.NONE,
                Totals.NONE,
                false,
                nanos(seconds),
                new Snapshot.Recent(nanos(seconds), entries, bytes),
                0,
                0,
                Bottleneck.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    /** All of it was done in the last seconds. */
    private static Snapshot at(Pass pass, long entries, long bytes, Totals totals, long seconds) {
        return snapshot(
                pass,
                entries,
                bytes,
                Totals.NONE,
                totals,
                seconds,
                new Snapshot.Recent(nanos(seconds), entries, bytes));
    }

    private static Snapshot snapshot(
            Pass pass, long entries, long bytes, Totals before, Totals totals, long seconds, Snapshot.Recent recent) {
        return new Snapshot(
                pass == Pass.COPY ? 1 : 2,
                Optional.of(pass),
                entries,
                0,
                bytes,
                before,
                totals,
                false,
                nanos(seconds),
                recent,
                0,
                0,
                Bottleneck.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    private static long nanos(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void tellsHowFarTheStageIs(String line, Snapshot at) {
        assertThat(ProgressLine.of(at, 2, WIDE)).containsExactly(line);
    }

    @Test
    void ofARunWithOnePhaseDoesNotCountPhases() {
        assertThat(ProgressLine.of(at(Pass.VERIFY, 1, 0, new Totals(2, 0, 0), 5), 1, WIDE))
                .containsExactly("verify  50%  ETA 5s  1/2 entries  0/s");
    }

    /** Earlier work counts as done, but not for the speed. If nothing was done lately, the mean speed counts. */
    @Test
    void knowsTheTimeLeftFromTheLastSecondsOrElseFromTheMean() {
        Totals before = new Totals(500, 0, 50 * MIB);
        Totals all = new Totals(1_000, 10, 100 * MIB);
        Snapshot lately =
                snapshot(Pass.COPY, 600, 60 * MIB, before, all, 100, new Snapshot.Recent(nanos(10), 50, 5 * MIB));
        Snapshot stalled = snapshot(Pass.COPY, 600, 60 * MIB, before, all, 100, new Snapshot.Recent(nanos(10), 0, 0));

        assertThat(ProgressLine.whole(lately, 2))
                .endsWith("60%  ETA 1m20s+  60.0/100 MiB  512 KiB/s  600/1,000 entries  5/s");
        assertThat(ProgressLine.whole(stalled, 2)).contains("  ETA 6m40s+  ");
    }

    @Test
    void addsTheVerificationToTheTimeLeftIfItIsKnown() {
        Snapshot copy = at(Pass.COPY, 250, 50 * MIB, new Totals(1_000, 0, 100 * MIB), 2);
        Snapshot known = new Snapshot(
                copy.phase(),
                copy.pass(),
                copy.entries(),
                copy.begun(),
                copy.bytes(),
                copy.before(),
                copy.totals(),
                copy.growing(),
                copy.elapsedNanos(),
                copy.recent(),
                copy.busy(),
                copy.failed(),
                copy.bound(),
                copy.file(),
                Optional.of(Duration.ofSeconds(60)));

        assertThat(ProgressLine.whole(copy, 2)).contains("  ETA 6s+  ");
        assertThat(ProgressLine.whole(known, 2)).contains("  ETA 1m06s  ");
        assertThat(ProgressLine.whole(known, 1)).contains("  ETA 6s  ");
    }

    @Test
    void whileTheCrawlContinuesNobodyKnowsTheEnd() {
        Snapshot at = new Snapshot(
                1,
                Optional.of(Pass.COPY),
                10,
                0,
                MIB,
                Totals.NONE,
                new Totals(40, 0, 4 * MIB),
                true,
                nanos(10),
                new Snapshot.Recent(nanos(10), 10, MIB),
                0,
                0,
                Bottleneck.UNKNOWN,
                Optional.empty(),
                Optional.empty());

        assertThat(ProgressLine.of(at, 2, WIDE))
                .containsExactly("copy 1/2  1.00/4.00 MiB+  102 KiB/s  10/40+ entries  1/s");
    }

    private static Snapshot busy(String name) {
        return new Snapshot(
                1,
                Optional.of(Pass.COPY),
                10,
                0,
                MIB,
                Totals.NONE,
                new Totals(20, 0, 2 * MIB),
                false,
                nanos(10),
                new Snapshot.Recent(nanos(10), 10, MIB),
                32,
                1_234,
                Bottleneck.LATENCY,
                Optional.of(new Snapshot.Sending(FileName.of(name), 1_200 * MIB, 3_072 * MIB)),
                Optional.empty());
    }

    @Test
    void tellsWhatHappensNow() {
        assertThat(ProgressLine.of(busy("a/disk.img"), 2, WIDE).get(1))
                .isEqualTo("          32 rsync  bottleneck: latency  1,234 failed  disk.img 39% of 3.00 GiB");
        assertThat(ProgressLine.whole(busy("a/disk.img"), 2))
                .startsWith("copy 1/2  ")
                .endsWith("1/s  32 rsync  bottleneck: latency  1,234 failed  disk.img 39% of 3.00 GiB")
                .doesNotContain("\n");
    }

    @Test
    void cutsALongNameAndShowsItsControlCharacters() {
        assertThat(ProgressLine.of(busy("a/\u001b[2J" + "x".repeat(300) + ".img"), 2, WIDE)
                        .get(1))
                .doesNotContain("\u001b")
                .endsWith("xxx..xxxxxxx.img 39% of 3.00 GiB");
    }

    /** Whole fields are left out, from the right. */
    @Test
    void fitsIntoEachWidth() {
        String first = ProgressLine.of(busy("f"), 2, WIDE).get(0);
        IntStream.rangeClosed(1, 120).forEach(width -> {
            for (String line : ProgressLine.of(busy("f"), 2, width)) {
                assertThat(line.length()).isLessThanOrEqualTo(width);
            }
            String cut = ProgressLine.of(busy("f"), 2, width).get(0);
            assertThat(first).startsWith(cut);
            assertThat(cut.length() <= 8 || cut.equals(first) || first.startsWith(cut + "  "))
                    .as("%d: %s", width, cut)
                    .isTrue();
        });
        assertThat(ProgressLine.of(busy("f"), 2, 40).get(0)).isEqualTo("copy 1/2  50%  ETA 10s+  1.00/2.00 MiB");
    }
}
