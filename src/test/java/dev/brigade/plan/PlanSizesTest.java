package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.ListingSummary.LargeFile;
import dev.brigade.model.FileName;
import dev.brigade.model.RandomListings;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many buckets there are and how large each is. */
final class PlanSizesTest {
    private static final long ARGUMENTS = 1 << 20;
    private static final long MEBI = 1 << 20;
    private static final int SEEDS = 10;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // entries, bytes, processes: entries and bytes in a bucket
        "40400, 80000000, 8, 5050, 16777216",
        "100, 0, 8, 16, 16777216",
        "10000000, 4398046511104, 8, 20000, 4294967296",
        "1001, 1000000001, 2, 501, 500000001",
        "0, 0, 1024, 16, 16777216",
    })
    void aBucketIsAProcessShareOfTheTreeWithinLimits(
            long entries, long bytes, int processes, long entriesEach, long bytesEach) {
        Totals totals = new Totals(entries, 0, bytes);
        assertThat(BucketLimits.of(totals, processes, OptionalLong.empty(), OptionalLong.empty(), ARGUMENTS))
                .isEqualTo(new BucketLimits(entriesEach, bytesEach, ARGUMENTS));
        assertThat(BucketLimits.of(totals, processes, OptionalLong.of(1), OptionalLong.of(2), 3))
                .isEqualTo(new BucketLimits(1, 2, 3));
    }

    @Test
    void itemsAsUsersOfMsrsyncSizeThemMakeAsManyBucketsAsTheyExpect() {
        BucketLimits bucketLimits = new BucketLimits(170, Long.MAX_VALUE, ARGUMENTS);
        List<ListingSummary> tree = new ArrayList<>(List.of(listing(0, 110, 0)));
        IntStream.rangeClosed(1, 110).forEach(i -> tree.add(listing(i, 100, 10_000)));
        assertThat(plan(tree, bucketLimits, LargeFilePolicy.APART_BY_LIMIT)).hasSizeBetween(60, 70);

        List<Bucket> flat = plan(List.of(listing(0, 11_000, 10_000)), bucketLimits, LargeFilePolicy.APART_BY_LIMIT);
        assertThat(flat)
                .hasSize(65)
                .allSatisfy(bucket -> assertThat(bucket.entries()).isBetween(169L, 170L));
    }

    @Test
    void eachProcessGetsOneEvenShareOfATreeOfManyDirectories() {
        List<ListingSummary> tree = new ArrayList<>(List.of(listing(0, 400, 0)));
        IntStream.rangeClosed(1, 400).forEach(i -> tree.add(listing(i, 100, 2048)));
        BucketLimits bucketLimits = BucketLimits.of(
                new Totals(40_400, 400, 40_000 * 2048L), 8, OptionalLong.empty(), OptionalLong.empty(), ARGUMENTS);
        assertThat(plan(tree, bucketLimits, LargeFilePolicy.APART_BY_LIMIT))
                .hasSize(8)
                .allSatisfy(bucket -> assertThat(bucket.entries()).isCloseTo(5050, withinPercentage(10)));
    }

    @Test
    void largeFilesAmongManySmallOnesSpreadOverTheProcesses() {
        List<LargeFile> large = IntStream.range(0, 8)
                .mapToObj(i -> new LargeFile(i * 2000, 256 * MEBI))
                .toList();
        long bytes = 8 * 256 * MEBI + 19_992 * 1000L;
        ListingSummary flat =
                new ListingSummary(0, 1000, FileName.ROOT, Extent.WHOLE, 20_000, bytes, 0, 0, 200_000, large);
        BucketLimits bucketLimits =
                BucketLimits.of(new Totals(20_000, 0, bytes), 8, OptionalLong.empty(), OptionalLong.empty(), ARGUMENTS);
        List<Bucket> buckets = plan(List.of(flat), bucketLimits, LargeFilePolicy.APART_BY_LIMIT);
        assertThat(buckets)
                .filteredOn(Bucket::kind, Kind.LARGE)
                .hasSize(8)
                .allSatisfy(bucket -> assertThat(bucket.bytes()).isEqualTo(256 * MEBI));
        assertThat(buckets).filteredOn(Bucket::kind, Kind.DIRECTORIES).hasSize(8);
    }

    @Test
    void whatAPlanRemembersGrowsWithItsBucketsNotWithTheTree() {
        Random random = new Random(7);
        List<ListingSummary> tree = IntStream.range(0, 100_000)
                .mapToObj(i -> listing(i, random.nextInt(40), random.nextInt(100_000)))
                .toList();
        long entries = tree.stream().mapToLong(ListingSummary::entries).sum();
        BucketLimits bucketLimits = BucketLimits.of(
                new Totals(entries, 100_000, entries * 50_000),
                8,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ARGUMENTS);
        List<Bucket> buckets = plan(tree, bucketLimits, LargeFilePolicy.APART_BY_LIMIT);
        assertThat(buckets)
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(bucket -> assertThat(bucket.slices()).hasSizeBetween(1, 2 * Planner.WORK_ITEMS));
    }

    @Test
    void aBucketOfSeveralPiecesIsAtMostTwiceTheSizeAskedFor() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (PlanCheck tree = new PlanCheck(folder, RandomListings.of(seed, 60, 400))) {
                for (BucketLimits bucketLimits : List.of(
                        new BucketLimits(100, Long.MAX_VALUE, ARGUMENTS),
                        new BucketLimits(20_000, 16 * MEBI, ARGUMENTS))) {
                    for (Bucket bucket : tree.plan(bucketLimits, LargeFilePolicy.APART_BY_LIMIT)
                            .buckets()) {
                        boolean single = bucket.slices().size() == 1;
                        assertThat(single
                                        || bucket.entries() / 2 <= bucketLimits.entries()
                                                && bucket.bytes() / 2 <= bucketLimits.bytes())
                                .as("seed %d, %s", seed, bucket)
                                .isTrue();
                    }
                }
            }
        }
    }

    /**
     * Seven directories full of entries, so that all those full of bytes look cheap and would go to the eighth process.
     */
    @Test
    void bytesAreBoundedEvenWhereEntriesMakeTheCost() {
        List<ListingSummary> tree = new ArrayList<>();
        IntStream.range(0, 7).forEach(i -> tree.add(listing(i, 19_000, 0)));
        IntStream.range(7, 15).forEach(i -> tree.add(listing(i, 16, 15 * MEBI / 16)));
        List<Bucket> buckets =
                plan(tree, new BucketLimits(20_000, 16 * MEBI, ARGUMENTS), LargeFilePolicy.APART_BY_LIMIT);
        assertThat(buckets).allSatisfy(bucket -> assertThat(bucket.bytes()).isLessThanOrEqualTo(32 * MEBI));
    }

    @Test
    void bytesAreDealtEvenlyWhereFilesAreFewAndFat() {
        List<ListingSummary> tree =
                IntStream.range(0, 161).mapToObj(i -> listing(i, 2, MEBI / 2)).toList();
        List<Bucket> buckets =
                plan(tree, new BucketLimits(20_000, 16 * MEBI, ARGUMENTS), LargeFilePolicy.APART_BY_LIMIT);
        assertThat(buckets)
                .hasSize(11)
                .allSatisfy(bucket -> assertThat(bucket.bytes()).isCloseTo(161 * MEBI / 11, withinPercentage(15)));
    }

    @Test
    void neighboursArePutTogetherOnlyWhileTheyFitIntoABucket() {
        List<ListingSummary> tree = IntStream.range(0, 1000)
                .mapToObj(i -> listing(i, i % 2 == 0 ? 5 : 99, 0))
                .toList();
        List<Bucket> buckets =
                plan(tree, new BucketLimits(100, Long.MAX_VALUE, ARGUMENTS), LargeFilePolicy.APART_BY_LIMIT);
        assertThat(buckets.stream().flatMap(bucket -> bucket.slices().stream()))
                .allSatisfy(slice -> assertThat(slice.to() - slice.from())
                        .as("bytes of the manifest, 100 for each listing")
                        .isEqualTo(100));
    }

    @Test
    void namesThatFillAnArgumentListAreSpreadOverMoreBuckets() {
        List<ListingSummary> tree =
                IntStream.range(0, 1000).mapToObj(i -> listing(i, 10, 100)).toList();
        long each = FileName.of("d0000").length();
        List<Bucket> buckets =
                plan(tree, new BucketLimits(Long.MAX_VALUE, Long.MAX_VALUE, 1000), LargeFilePolicy.APART_BY_LIMIT);
        assertThat(buckets).hasSizeGreaterThan((int) (1000 * each / 1000));
    }

    @Test
    void bucketsSayHowMuchTheyHold() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (PlanCheck tree = new PlanCheck(folder, RandomListings.of(seed, 60, 400))) {
                List<Bucket> buckets = tree.plan(
                                new BucketLimits(100, 64 * MEBI, ARGUMENTS), LargeFilePolicy.APART_BY_NAME)
                        .buckets();
                Totals totals = tree.manifest().totals();
                assertThat(buckets.stream().mapToLong(Bucket::bytes).sum())
                        .as("seed %d", seed)
                        .isCloseTo(totals.bytes(), withinPercentage(1));
                // An empty directory counts as an entry.
                assertThat(buckets.stream().mapToLong(Bucket::entries).sum())
                        .as("seed %d", seed)
                        .isBetween(totals.entries() * 95 / 100, totals.entries() + totals.directories() + 1);
            }
        }
    }

    private static ListingSummary listing(int number, int entries, long bytesEach) {
        FileName directory = FileName.of(String.format("d%04d", number));
        return new ListingSummary(
                number * 100L,
                number * 100L + 100,
                directory,
                Extent.WHOLE,
                entries,
                entries * bytesEach,
                0,
                0,
                entries * 8,
                List.of());
    }

    private static List<Bucket> plan(List<ListingSummary> tree, BucketLimits bucketLimits, LargeFilePolicy policy) {
        List<WorkItem> workItems = new ArrayList<>();
        Planner planner =
                new Planner(0, 0, new PlanRules(bucketLimits, false, policy, InnerMounts.NONE), workItems::add);
        tree.forEach(planner::add);
        planner.finish();
        return BucketSource.pack(workItems, bucketLimits);
    }
}
