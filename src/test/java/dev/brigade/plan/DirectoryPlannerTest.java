package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.DirectorySplit;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Slice;
import dev.brigade.manifest.TransferItem;
import dev.brigade.model.FileName;
import dev.brigade.model.RandomListings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes over directories name each of them exactly once, as a directory. */
final class DirectoryPlannerTest {
    private static final BucketLimits SIZING = new BucketLimits(100, 1 << 20, 3000);
    private static final int SEEDS = 10;

    @TempDir
    private Path folder;

    @Test
    void allDirectoriesAreNamedOnce() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (PlanCheck tree = new PlanCheck(folder, RandomListings.of(seed, 80, 100))) {
                List<FileName> named = plan(tree, new Slice.Directories(Optional.empty()));
                assertThat(named).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(tree.owned());
            }
        }
    }

    @Test
    void exactlyThoseDirectoriesWhoseEntriesArePlannedByNameAreNamed() throws IOException {
        DirectorySplit rule = new DirectorySplit(50, 10 << 20, LargeFilePolicy.APART_BY_NAME);
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (PlanCheck tree = new PlanCheck(folder, RandomListings.of(seed, 80, 100))) {
                Set<FileName> wanted = new HashSet<>();
                ListingCursor cursor = tree.manifest().open();
                while (cursor.next()) {
                    boolean speaks = cursor.summary().extent() == Extent.WHOLE
                            || cursor.summary().extent() == Extent.SOME;
                    if (speaks && rule.isNamed(cursor.summary())) {
                        wanted.add(cursor.summary().directory());
                    }
                }
                List<FileName> named = plan(tree, new Slice.Directories(Optional.of(rule)));
                assertThat(named).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(wanted);
                assertThat(wanted).isNotEmpty().hasSizeLessThan(tree.owned().size());
            }
        }
    }

    private static List<FileName> plan(PlanCheck tree, Slice.Directories wanted) throws IOException {
        DirectoryPlanner planner = new DirectoryPlanner(0, SIZING, wanted);
        ListingCursor cursor = tree.manifest().open();
        while (cursor.next()) {
            planner.add(cursor.summary());
        }
        List<Bucket> buckets = BucketSource.pack(planner.finish(), SIZING);
        assertThat(buckets).hasSizeGreaterThan(1);
        List<TransferItem> items = new ArrayList<>();
        for (Bucket bucket : buckets) {
            tree.manifest().items(bucket.slices(), items::add);
        }
        // rsync lists what is in a directory only if it has to delete there; the root has no other name.
        assertThat(items)
                .allMatch(item -> item.contents()
                        == (wanted.named().isPresent() || item.name().isRoot()));
        return items.stream().map(TransferItem::name).toList();
    }
}
