package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Slice;
import dev.brigade.manifest.TransferItem;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.RandomListings;
import dev.brigade.plan.PlanCheck.Planned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the tree, the sizing and the policy: nothing is left out, nothing is done twice, and no inode is torn apart.
 */
final class PlannerTest {
    private static final int SEEDS = 6;
    private static final long ARGUMENTS = 1 << 20;

    private static final List<BucketLimits> SIZINGS = List.of(
            new BucketLimits(1, 1, 1),
            new BucketLimits(7, 1 << 20, ARGUMENTS),
            new BucketLimits(170, 64 << 20, 2000),
            new BucketLimits(1500, 1L << 30, ARGUMENTS),
            new BucketLimits(Long.MAX_VALUE, 5 << 20, ARGUMENTS),
            new BucketLimits(50, Long.MAX_VALUE, ARGUMENTS),
            new BucketLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));

    @TempDir
    private Path folder;

    /** Checks a plan; the description names seed and sizing. */
    private interface Property {
        void check(PlanCheck tree, Planned plan, String description) throws IOException;
    }

    private void forAll(LargeFilePolicy policy, Property property) throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (PlanCheck tree = new PlanCheck(folder, RandomListings.of(seed, 30, 150))) {
                for (BucketLimits bucketLimits : SIZINGS) {
                    String description = "seed " + seed + ", " + bucketLimits;
                    property.check(tree, tree.plan(bucketLimits, policy), description);
                    property.check(tree, tree.planAsItGoes(bucketLimits, policy, 1), description + ", one process");
                    property.check(tree, tree.planAsItGoes(bucketLimits, policy, 7), description + ", seven processes");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEntryIsLookedAtByExactlyOneProcess(LargeFilePolicy policy) throws IOException {
        forAll(policy, (tree, plan, description) -> {
            Map<FileName, List<Integer>> wrong = new HashMap<>(tree.coverage(plan, policy));
            assertThat(wrong).isNotEmpty();
            // A directory is there for its entries, for its own sake and as an entry of its parent.
            wrong.entrySet()
                    .removeIf(entry -> tree.directories().contains(entry.getKey())
                            ? !entry.getValue().isEmpty()
                            : entry.getValue().size() == 1);
            assertThat(wrong).as(description).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyDirectoryIsNamedForItsOwnSake(LargeFilePolicy policy) throws IOException {
        forAll(policy, (tree, plan, description) -> {
            Set<FileName> named = new HashSet<>();
            plan.items().forEach(items -> items.stream().map(TransferItem::name).forEach(named::add));
            assertThat(named).as(description).containsAll(tree.owned());
        });
    }

    @ParameterizedTest
    @EnumSource
    void allNamesOfAnInodeGoToOneProcess(LargeFilePolicy policy) throws IOException {
        forAll(policy, (tree, plan, description) -> {
            Map<FileName, List<Integer>> coverage = tree.coverage(plan, policy);
            tree.links().forEach((inode, names) -> {
                Set<List<Integer>> buckets = new HashSet<>();
                names.forEach(name -> buckets.add(coverage.get(name)));
                assertThat(buckets).as("%s: %s", description, names).hasSize(1);
            });
        });
    }

    @ParameterizedTest
    @EnumSource
    void aDirectoryOfWhichABucketHasOnlyAPartIsMarked(LargeFilePolicy policy) throws IOException {
        Set<Integer> seen = new HashSet<>();
        forAll(policy, (tree, plan, description) -> {
            Map<Long, FileName> directories = new HashMap<>();
            ListingCursor cursor = tree.manifest().open();
            while (cursor.next()) {
                ListingSummary listing = cursor.summary();
                directories.put(listing.position(), listing.directory());
            }
            for (Bucket bucket : plan.buckets()) {
                Set<FileName> parts = new HashSet<>();
                bucket.slices().stream()
                        .filter(slice -> slice.selection() instanceof Slice.Part)
                        .forEach(slice -> parts.add(directories.get(slice.from())));
                assertThat(bucket.split()).as(description).isEqualTo(parts);
                seen.add(parts.size());
            }
        });
        assertThat(seen).as("otherwise nothing was proved").contains(0, 1);
    }

    /** Sparse files can claim 8 EiB each: sums of them must not turn negative and lose somebody. */
    @ParameterizedTest
    @EnumSource
    void filesThatClaimMoreThanThereCanBeAreDealtLikeAnyOther(LargeFilePolicy policy) throws IOException {
        List<Entry> hollow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long inode = i % 5 == 0 ? 1 + i % 2 : 0;
            hollow.add(new Entry(FileName.of("f" + i), EntryType.FILE, Long.MAX_VALUE - i, 0, inode));
        }
        List<Listing> listings = List.of(
                new Listing(FileName.ROOT, Extent.WHOLE, hollow), new Listing(FileName.of("d"), Extent.WHOLE, hollow));
        try (PlanCheck tree = new PlanCheck(folder, listings)) {
            for (BucketLimits bucketLimits : SIZINGS) {
                Map<FileName, List<Integer>> coverage = tree.coverage(tree.plan(bucketLimits, policy), policy);
                assertThat(coverage.remove(FileName.of("d"))).isNotEmpty();
                assertThat(coverage)
                        .hasSize(40)
                        .allSatisfy((name, in) ->
                                assertThat(in).as("%s", bucketLimits).hasSize(1));
            }
        }
    }

    @Test
    void namesOfAnInodeOnSeveralMountsOfTheDestinationGoToSeveralProcesses() throws IOException {
        Entry linked = new Entry(FileName.of("f"), EntryType.FILE, 1, 0, 7);
        Entry more = new Entry(FileName.of("g"), EntryType.FILE, 1, 0, 7);
        List<Listing> listings = Stream.of("", "a", "b", "b/c", "b/c/d", "bb")
                .map(directory -> new Listing(FileName.of(directory), Extent.WHOLE, List.of(linked, more)))
                .toList();
        InnerMounts mounts = new InnerMounts(List.of(FileName.of("b/c"), FileName.of("b"), FileName.of("x")));
        try (PlanCheck tree = new PlanCheck(folder, listings)) {
            Planned planned = tree.plan(new PlanRules(SIZINGS.get(3), true, LargeFilePolicy.TOGETHER, mounts));
            List<Set<String>> links = new ArrayList<>();
            for (int i = 0; i < planned.buckets().size(); i++) {
                if (planned.buckets().get(i).kind() == Bucket.Kind.LINKS) {
                    links.add(planned.items().get(i).stream()
                            .map(item -> item.name().toString())
                            .collect(Collectors.toSet()));
                }
            }
            assertThat(links)
                    .containsExactlyInAnyOrder(
                            Set.of("f", "g", "a/f", "a/g", "bb/f", "bb/g"),
                            Set.of("b/f", "b/g"),
                            Set.of("b/c/f", "b/c/g", "b/c/d/f", "b/c/d/g"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLargestWorkComesFirst(LargeFilePolicy policy) throws IOException {
        Comparator<Bucket> costliestFirst =
                Comparator.comparingLong(Bucket::cost).reversed();
        try (PlanCheck tree = new PlanCheck(folder, RandomListings.of(1, 30, 150))) {
            for (BucketLimits bucketLimits : SIZINGS) {
                assertThat(tree.plan(bucketLimits, policy).buckets())
                        .as("%s", bucketLimits)
                        .isSortedAccordingTo(costliestFirst);
            }
        }
    }
}
