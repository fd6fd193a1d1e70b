package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Totals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The write rate of the processes of a pass, KiB a second, as they start and end. */
final class BandwidthSharesTest {
    private static final long MEBI = 1 << 20;
    private static final long GIBI = 1 << 30;

    /** A pass: each process that starts takes the first file that waits. */
    private static final class Pass {
        private record Running(Totals file, long share) {}

        private final BandwidthShares shares;
        private final long limit;
        private final int workers;
        private final Deque<Totals> waiting = new ArrayDeque<>();
        private final List<Running> running = new ArrayList<>();
        private boolean crawled = true;

        Pass(long limit, int workers, long... files) {
            this.limit = limit;
            this.workers = workers;
            this.shares = new BandwidthShares(OptionalLong.of(limit));
            LongStream.of(files).mapToObj(bytes -> new Totals(1, 0, bytes)).forEach(waiting::add);
        }

        boolean canStart() {
            return running.size() < workers && !waiting.isEmpty() && !shares.areUsedUp();
        }

        long start() {
            Totals file = waiting.remove();
            Totals unfinished = waiting.stream().reduce(file, Totals::plus);
            for (Running other : running) {
                unfinished = unfinished.plus(other.file);
            }
            BandwidthShares.Rest rest = crawled
                    ? new BandwidthShares.Rest(workers, waiting.size(), unfinished)
                    : BandwidthShares.Rest.unknown(workers);
            long share = shares.take(file, rest).orElseThrow();
            running.add(new Running(file, share));
            assertThat(share).isPositive();
            assertThat(inUse()).isLessThanOrEqualTo(limit);
            return share;
        }

        List<Long> startAll() {
            List<Long> started = new ArrayList<>();
            while (canStart()) {
                started.add(start());
            }
            return started;
        }

        Totals end(int place) {
            Running ended = running.remove(place);
            shares.give(ended.share, ended.file);
            return ended.file;
        }

        boolean isOver() {
            return waiting.isEmpty() && running.isEmpty();
        }

        long inUse() {
            return running.stream().mapToLong(Running::share).sum();
        }
    }

    @Test
    void aProcessThatIsAloneGetsEverything() {
        assertThat(new Pass(102_400, 16, 20 * GIBI).startAll()).containsExactly(102_400L);
    }

    @ParameterizedTest
    @CsvSource({"16000, 16, 1000", "100, 3, 33", "16, 16, 1"})
    void equalProcessesGetEvenShares(long limit, int workers, long each) {
        long[] files = LongStream.generate(() -> GIBI).limit(workers).toArray();

        List<Long> started = new Pass(limit, workers, files).startAll();

        assertThat(started)
                .hasSize(workers)
                .allSatisfy(share -> assertThat(share).isBetween(each, each + 1));
        assertThat(started.stream().mapToLong(Long::longValue).sum()).isEqualTo(limit);
    }

    @Test
    void fewerFilesThanWorkersShareEverything() {
        assertThat(new Pass(1000, 16, GIBI, GIBI).startAll()).containsExactly(500L, 500L);
    }

    @Test
    void aLargeFileAmongSmallOnesGetsHalfOfTheLimit() {
        List<Long> started = new Pass(102_400, 16, oneLargeAndManySmallFiles()).startAll();

        assertThat(started.get(0)).isEqualTo(102_400 - 15 * (102_400 / 32));
        assertThat(started.subList(1, 16)).containsOnly(102_400L / 32);
    }

    @Test
    void aLargeFileGetsAlmostEverythingIfTheOthersNeedNearlyNothing() {
        List<Long> started = new Pass(10_240, 16, 20 * MEBI, 0).startAll();

        assertThat(started).containsExactly(10_236L, 4L);
    }

    @Test
    void largeFilesShareByTheirSizes() {
        List<Long> started = new Pass(1000, 16, 5 * GIBI, 3 * GIBI, 2 * GIBI).startAll();

        assertThat(started.get(0)).isBetween(499L, 500L);
        assertThat(started.get(1)).isBetween(299L, 301L);
        assertThat(started.get(2)).isBetween(199L, 202L);
    }

    private static long[] oneLargeAndManySmallFiles() {
        return LongStream.concat(
                        LongStream.of(90 * GIBI),
                        LongStream.generate(() -> GIBI / 10).limit(100))
                .toArray();
    }

    @Test
    void whatAnEndedFileHadIsSharedByThoseThatStartLater() {
        Pass pass = new Pass(102_400, 16, oneLargeAndManySmallFiles());
        pass.startAll();
        for (int i = 0; i < 16; i++) {
            pass.end(0);
            assertThat(pass.start()).as("process " + i).isEqualTo(102_400 / 16);
        }
    }

    @Test
    void theLastOneGetsAllThatIsLeft() {
        Pass pass = new Pass(1600, 16, LongStream.generate(() -> GIBI).limit(17).toArray());
        pass.startAll();
        for (int i = 0; i < 15; i++) {
            pass.end(0);
        }
        assertThat(pass.start()).isEqualTo(1500);
    }

    @Test
    void whileACrawlGoesOnEachWorkerIsLeftItsShare() {
        Pass pass = new Pass(1600, 16, 90 * GIBI);
        pass.crawled = false;
        assertThat(pass.start()).isEqualTo(100);
    }

    @Test
    void whereTheLimitIsTooSmallForAllSomeWait() {
        Pass pass = new Pass(2, 4, MEBI, MEBI, MEBI, MEBI);
        assertThat(pass.startAll()).containsExactly(1L, 1L);
        pass.end(0);
        assertThat(pass.startAll()).containsExactly(1L);
    }

    @Test
    void withoutALimitThereAreNoShares() {
        BandwidthShares none = new BandwidthShares(OptionalLong.empty());
        Totals file = new Totals(1, 0, MEBI);
        assertThat(none.areUsedUp()).isFalse();
        assertThat(none.take(file, BandwidthShares.Rest.unknown(4))).isEmpty();
    }

    /** Files of all sizes that arrive, start, end and fail in any order: {@link Pass#start} checks each share. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 16, 64})
    void neverExceedsTheLimitAndNeverStarves(int workers) {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long limit = 1 + (long) Math.exp(random.nextDouble() * 20);
            // Either no file is small, or files are of any size.
            long least = random.nextBoolean() ? limit << 10 : 0;
            long share = least == 0 ? 1 : Math.max(1, limit / (2L * workers));
            Pass pass = new Pass(limit, workers);
            pass.crawled = false;
            for (int more = random.nextInt(300); !pass.crawled || !pass.isOver(); ) {
                int what = random.nextInt(3);
                if (what == 0 && more > 0) {
                    long bytes = least + (long) Math.exp(random.nextDouble() * 40);
                    pass.waiting.add(new Totals(random.nextInt(2000), 0, bytes));
                    more--;
                } else if (what == 1 && !pass.running.isEmpty()) {
                    Totals ended = pass.end(random.nextInt(pass.running.size()));
                    if (random.nextInt(10) == 0) {
                        pass.waiting.add(ended);
                    }
                } else if (pass.canStart()) {
                    assertThat(pass.start()).as("seed " + seed).isGreaterThanOrEqualTo(share);
                }
                pass.crawled = more == 0;
                boolean free = !pass.waiting.isEmpty() && pass.running.size() < Math.min(workers, limit);
                assertThat(free && pass.shares.areUsedUp())
                        .as("a worker waits; seed " + seed)
                        .isFalse();
            }
            pass.waiting.add(new Totals(1, 0, GIBI));
            assertThat(pass.start()).as("seed " + seed).isEqualTo(limit);
        }
    }
}
