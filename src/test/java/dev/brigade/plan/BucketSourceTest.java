package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Buckets that are made when they are asked for. Processes are played by a queue of when each of them ends. */
final class BucketSourceTest {
    private static final long MEBI = 1 << 20;
    private static final int SEEDS = 50;

    private final BucketSource deal = new BucketSource(1 << 20);
    private int number;

    private WorkItem add(Kind kind, long entries, long bytes, @Nullable FileName split) {
        Slice slice = new Slice(number, number + 1, new Slice.Directories(Optional.empty()));
        WorkItem workItem = new WorkItem(number++, 0, kind, slice, entries, bytes, 100, split);
        deal.add(workItem);
        return workItem;
    }

    /** 20,000 small files, then so many of 256 MiB. */
    private void addSmallOnesThenLarge(int large) {
        for (int i = 0; i < 200; i++) {
            add(Kind.DIRECTORIES, 100, 100 * 2048, null);
        }
        for (int i = 0; i < large; i++) {
            add(Kind.LARGE, 1, 256 * MEBI, null);
        }
    }

    @Test
    void knowsWhatIsUnfinishedOnceItIsClosed() {
        addSmallOnesThenLarge(2);
        assertThat(deal.unfinished()).isEmpty();
        deal.close();
        Totals all = new Totals(20_002, 0, 20_000 * 2048 + 512 * MEBI);
        assertThat(deal.unfinished()).hasValue(all);
        Bucket first = next(4);
        assertThat(deal.unfinished()).hasValue(all);
        deal.finished(first, Duration.ofSeconds(1));
        assertThat(deal.unfinished().orElseThrow().plus(first.totals())).isEqualTo(all);
    }

    private Bucket next(int processes) {
        return deal.next(Set.of(), new BucketSource.Workers(processes, processes, true))
                .orElseThrow();
    }

    /** What processes did with all that was dealt. */
    private record Played(List<Bucket> buckets, List<Double> lastEnds, double work) {
        double end() {
            return lastEnds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        }
    }

    private static Played play(BucketSource deal, int processes, ToDoubleFunction<Bucket> seconds) {
        record Busy(double end, @Nullable Bucket bucket, double began) {}
        PriorityQueue<Busy> busy = new PriorityQueue<>(Comparator.comparingDouble(Busy::end));
        for (int i = 0; i < processes; i++) {
            busy.add(new Busy(0, null, 0));
        }
        List<Bucket> buckets = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        double work = 0;
        while (!busy.isEmpty()) {
            Busy free = busy.remove();
            if (free.bucket() != null) {
                deal.finished(free.bucket(), Duration.ofNanos((long) ((free.end() - free.began()) * 1e9)));
            }
            Optional<Bucket> next = deal.next(Set.of(), new BucketSource.Workers(processes, processes, true));
            if (next.isPresent()) {
                double time = seconds.applyAsDouble(next.get());
                work += time;
                buckets.add(next.get());
                busy.add(new Busy(free.end() + time, next.get(), free.end()));
            } else {
                ends.add(free.end());
            }
        }
        return new Played(buckets, ends, work);
    }

    private static double mebibytes(Bucket bucket) {
        return (double) bucket.bytes() / MEBI;
    }

    @Test
    void everyPieceIsDealtOnceAndBucketsSayHowMuchTheyHold() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            BucketSource mixed = new BucketSource(5000);
            List<WorkItem> workItems = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Slice slice = new Slice(i, i + 1, new Slice.Directories(Optional.empty()));
                FileName split = random.nextInt(4) == 0 ? FileName.of("d" + random.nextInt(3)) : null;
                Kind kind = Kind.values()[random.nextInt(3)];
                workItems.add(new WorkItem(
                        i,
                        random.nextInt(2),
                        kind,
                        slice,
                        random.nextInt(2000),
                        random.nextInt(1 << 28),
                        random.nextInt(3000),
                        split));
            }
            workItems.forEach(mixed::add);
            mixed.close();
            List<Integer> packed = new ArrayList<>();
            while (!mixed.isOver()) {
                Set<FileName> busy = Set.of(FileName.of("d" + random.nextInt(3)));
                Bucket bucket = mixed.next(busy, new BucketSource.Workers(1 + random.nextInt(4), 4, true))
                        .orElseThrow();
                List<WorkItem> of =
                        bucket.workItems().stream().map(workItems::get).toList();
                assertThat(of).as("seed %d", seed).extracting(WorkItem::kind).containsOnly(bucket.kind());
                assertThat(of)
                        .as("seed %d", seed)
                        .extracting(WorkItem::transfer)
                        .containsOnly(bucket.transfer());
                assertThat(of.stream().mapToLong(WorkItem::entries).sum()).isEqualTo(bucket.entries());
                assertThat(of.stream().mapToLong(WorkItem::bytes).sum()).isEqualTo(bucket.bytes());
                assertThat(of.size() == 1
                                || of.stream()
                                                .mapToLong(WorkItem::argumentBytes)
                                                .sum()
                                        <= 5000)
                        .as("seed %d", seed)
                        .isTrue();
                packed.addAll(bucket.workItems());
                if (random.nextBoolean()) {
                    mixed.finished(bucket, Duration.ofMillis(random.nextInt(5000)));
                }
            }
            assertThat(packed)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            workItems.stream().map(WorkItem::number).toList());
        }
    }

    @Test
    void threeQuartersAreDividedEvenlyAtFirst() {
        for (int i = 0; i < 1600; i++) {
            add(Kind.DIRECTORIES, 50, 0, null);
        }
        assertThat(next(8).entries()).isEqualTo(7500);
    }

    @Test
    void fewEntriesAreNotHeldBack() {
        for (int i = 0; i < 160; i++) {
            add(Kind.DIRECTORIES, 50, 0, null);
        }
        assertThat(next(8).entries()).as("an eighth").isEqualTo(1000);
    }

    /** The best number of processes is to be known soon. */
    @Test
    void bucketsAreSmallUntilTheNumberOfProcessesIsSettled() {
        for (int i = 0; i < 200; i++) {
            add(Kind.DIRECTORIES, 40, 40 * 4096, null);
        }
        deal.close();
        Bucket first =
                deal.next(Set.of(), new BucketSource.Workers(4, 128, false)).orElseThrow();
        assertThat(first.entries()).isLessThanOrEqualTo(80);
        Bucket later =
                deal.next(Set.of(), new BucketSource.Workers(33, 64, true)).orElseThrow();
        assertThat(later.entries()).isBetween(200L, 250L);
    }

    /** Five seconds at 0.01 s an entry; a bucket of a settled run has 20,000. */
    @Test
    void bucketsAreShortUntilTheNumberOfProcessesIsSettled() {
        for (int i = 0; i < 50_000; i++) {
            add(Kind.DIRECTORIES, 40, 0, null);
        }
        deal.close();
        deal.finished(next(4), Duration.ofSeconds(200));
        Bucket tried =
                deal.next(Set.of(), new BucketSource.Workers(4, 128, false)).orElseThrow();
        assertThat(tried.entries()).isBetween(400L, 600L);
        Bucket settled =
                deal.next(Set.of(), new BucketSource.Workers(4, 4, true)).orElseThrow();
        assertThat(settled.entries()).isGreaterThan(10_000);
    }

    /** The large ones last in name order, and a guess of what a mebibyte costs that is ten times too low. */
    @Test
    void eightLargeFilesGoToEightProcessesFirst() {
        addSmallOnesThenLarge(8);
        deal.close();
        Played played = play(deal, 8, bucket -> 0.03 + bucket.entries() * 0.0006 + mebibytes(bucket) * 0.01);
        assertThat(played.buckets()).filteredOn(Bucket::kind, Kind.LARGE).hasSize(8);
        assertThat(played.buckets().subList(0, 8)).extracting(Bucket::kind).containsOnly(Kind.LARGE);
        double mean = played.lastEnds().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertThat(played.end() / mean).as("the last end over the mean").isLessThan(1.1);
        assertThat(played.buckets().size()).isLessThan(32);
    }

    /** Files of both kinds keep different parts of a server busy. */
    @Test
    void moreLargeFilesThanProcessesAreCopiedBesideSmallOnes() {
        addSmallOnesThenLarge(40);
        List<Bucket> first = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            first.add(next(8));
        }
        assertThat(first).extracting(Bucket::kind).contains(Kind.LARGE, Kind.DIRECTORIES);
    }

    /** Directories whose entries cost ten times as much as others', which nobody knows beforehand. */
    @Test
    void allProcessesEndTogetherThoughEntriesDifferInCost() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            BucketSource uneven = new BucketSource(1 << 20);
            double[] cost = new double[4000];
            for (int i = 0; i < cost.length; i++) {
                cost[i] = 0.002 * (random.nextInt(10) == 0 ? 10 : 1);
                uneven.add(new WorkItem(
                        i,
                        0,
                        Kind.DIRECTORIES,
                        new Slice(i, i + 1, new Slice.Directories(Optional.empty())),
                        100,
                        0,
                        100,
                        null));
            }
            uneven.close();
            Played played = play(
                    uneven,
                    16,
                    bucket -> 0.03
                            + bucket.workItems().stream()
                                    .mapToDouble(workItem -> 100 * cost[workItem])
                                    .sum());
            double even = played.work() / 16;
            assertThat(played.end()).as("seed %d", seed).isLessThan(1.1 * even);
            assertThat(played.buckets()).as("seed %d", seed).hasSizeLessThan(8 * 16);
        }
    }

    /**
     * Whatever the guess was: what entries take is learned, and no bucket is smaller than what is worth its process.
     */
    @Test
    void bucketsAreWorthTheirProcessOnceItIsKnownWhatTheyTake() {
        for (int i = 0; i < 10_000; i++) {
            add(Kind.DIRECTORIES, 100, 0, null);
        }
        deal.close();
        Played played = play(deal, 4, bucket -> 0.03 + bucket.entries() * 0.0001);
        List<Bucket> later = played.buckets().subList(4, played.buckets().size() - 1);
        assertThat(later).allSatisfy(bucket -> assertThat(bucket.entries()).isGreaterThanOrEqualTo(2_300));
        assertThat(played.end()).isLessThan(1.05 * played.work() / 4);
    }

    @Test
    void directoriesThatSomebodyWorksInAreAvoidedWhileThereIsOtherWork() {
        FileName flat = FileName.of("flat");
        WorkItem first = add(Kind.DIRECTORIES, 5000, 0, flat);
        WorkItem second = add(Kind.DIRECTORIES, 5000, 0, flat);
        WorkItem other = add(Kind.DIRECTORIES, 5000, 0, null);
        BucketSource.Workers workers = new BucketSource.Workers(3, 3, true);
        assertThat(deal.next(Set.of(), workers).orElseThrow().workItems()).containsExactly(first.number());
        assertThat(deal.next(Set.of(flat), workers).orElseThrow().workItems()).containsExactly(other.number());
        assertThat(deal.next(Set.of(flat), workers).orElseThrow().workItems()).containsExactly(second.number());
    }

    @Test
    void itIsNotOverWhileMoreMayCome() {
        assertThat(deal.next(Set.of(), new BucketSource.Workers(1, 1, true))).isEmpty();
        assertThat(deal.isOver()).isFalse();
        add(Kind.LINKS, 1, 1, null);
        assertThat(deal.atMost()).isEqualTo(1);
        deal.close();
        assertThat(deal.isOver()).isFalse();
        assertThat(next(1).workItems()).containsExactly(0);
        assertThat(deal.isOver()).isTrue();
    }
}
