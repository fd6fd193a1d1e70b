package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Slice;
import dev.brigade.plan.Bucket.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The deal is even, and every piece is dealt once. */
final class BucketPackingTest {
    private static final int SEEDS = 200;

    @Test
    void noBucketIsFurtherAboveTheMeanThanOnePiece() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<WorkItem> workItems = workItems(random);
            BucketLimits bucketLimits = new BucketLimits(1 + random.nextInt(3000), Long.MAX_VALUE, Long.MAX_VALUE);
            List<Bucket> buckets = BucketSource.pack(workItems, bucketLimits);
            long total = Bucket.costOf(
                    workItems.stream().mapToLong(WorkItem::entries).sum(),
                    workItems.stream().mapToLong(WorkItem::bytes).sum());
            long largest = workItems.stream().mapToLong(WorkItem::cost).max().orElseThrow();
            // One more: costs are rounded down to whole MiB.
            assertThat(buckets)
                    .as("seed %d", seed)
                    .allSatisfy(bucket ->
                            assertThat(bucket.cost()).isLessThanOrEqualTo(total / buckets.size() + largest + 1));
        }
    }

    @Test
    void everyPieceIsDealtOnceAmongItsLikes() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<WorkItem> workItems = workItems(random).stream()
                    .map(workItem -> new WorkItem(
                            workItem.number(),
                            random.nextInt(3),
                            Kind.values()[random.nextInt(3)],
                            workItem.slice(),
                            workItem.entries(),
                            workItem.bytes(),
                            workItem.argumentBytes(),
                            null))
                    .toList();
            BucketLimits bucketLimits =
                    new BucketLimits(1 + random.nextInt(3000), 1 + random.nextInt(1 << 30), 1 + random.nextInt(4000));
            List<Slice> packed = new ArrayList<>();
            List<Bucket> buckets = BucketSource.pack(workItems, bucketLimits);
            for (Bucket bucket : buckets) {
                Set<WorkItem> of =
                        bucket.workItems().stream().map(workItems::get).collect(Collectors.toSet());
                assertThat(of).extracting(WorkItem::transfer).containsOnly(bucket.transfer());
                assertThat(of).extracting(WorkItem::kind).containsOnly(bucket.kind());
                assertThat(bucket.slices()).isNotEmpty().isSortedAccordingTo(Comparator.comparingLong(Slice::from));
                packed.addAll(bucket.slices());
            }
            assertThat(packed)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            workItems.stream().map(WorkItem::slice).toList());
            assertThat(buckets.stream().mapToLong(Bucket::bytes).sum())
                    .isEqualTo(workItems.stream().mapToLong(WorkItem::bytes).sum());
        }
    }

    @Test
    void aLargePieceThatComesLastDoesNotComeOnTopOfAFullBucket() {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            workItems.add(workItem(i, 10, 0, 1));
        }
        workItems.add(workItem(100, 250, 0, 1));
        BucketLimits bucketLimits = new BucketLimits(250, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(BucketSource.pack(workItems, bucketLimits))
                .hasSize(5)
                .allSatisfy(bucket -> assertThat(bucket.entries()).isEqualTo(250));
    }

    @Test
    void severalPiecesTogetherAreAtMostTwiceTheSizeAndFitOnACommandLine() {
        int several = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<WorkItem> workItems = workItems(random);
            BucketLimits bucketLimits =
                    new BucketLimits(1 + random.nextInt(3000), 1 + random.nextInt(1 << 30), 1 + random.nextInt(9000));
            for (Bucket bucket : BucketSource.pack(workItems, bucketLimits)) {
                if (bucket.slices().size() > 1) {
                    several++;
                    long arguments = bucket.slices().stream()
                            .mapToLong(
                                    slice -> workItems.get((int) slice.from()).argumentBytes())
                            .sum();
                    assertThat(bucket.entries()).as("seed %d", seed).isLessThanOrEqualTo(2 * bucketLimits.entries());
                    assertThat(bucket.bytes()).as("seed %d", seed).isLessThanOrEqualTo(2 * bucketLimits.bytes());
                    assertThat(arguments).as("seed %d", seed).isLessThanOrEqualTo(bucketLimits.argumentBytes());
                }
            }
        }
        assertThat(several).as("otherwise nothing was proved").isGreaterThan(1000);
    }

    @Test
    void entriesAreBoundedEvenWhereBytesMakeTheCost() {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            workItems.add(i < 7 ? workItem(i, 1, 19_000L << 20, 1) : workItem(i, 100, 0, 1));
        }
        BucketLimits bucketLimits = new BucketLimits(100, 20_000L << 20, Long.MAX_VALUE);
        assertThat(BucketSource.pack(workItems, bucketLimits))
                .allSatisfy(bucket -> assertThat(bucket.entries()).isLessThanOrEqualTo(200));
    }

    @Test
    void nothingMakesNoBucket() {
        assertThat(BucketSource.pack(List.of(), new BucketLimits(1, 1, 1))).isEmpty();
    }

    private static List<WorkItem> workItems(Random random) {
        List<WorkItem> workItems = new ArrayList<>();
        int count = 1 + random.nextInt(300);
        for (int i = 0; i < count; i++) {
            workItems.add(workItem(i, 1 + random.nextInt(1000), random.nextInt(1 << 28), random.nextInt(3000)));
        }
        return workItems;
    }

    private static WorkItem workItem(int number, long entries, long bytes, long argumentBytes) {
        Slice slice = new Slice(number, number + 1, new Slice.Directories(Optional.empty()));
        return new WorkItem(number, 0, Kind.DIRECTORIES, slice, entries, bytes, argumentBytes, null);
    }
}
