package dev.brigade.plan;

import dev.brigade.manifest.DirectorySplit;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Plans a pass over directories for their own sake, not for their entries'. Not thread-safe; used once. */
public final class DirectoryPlanner {
    private final Predicate<ListingSummary> wanted;
    private final List<WorkItem> workItems = new ArrayList<>();
    private final WorkItemBuilder run;

    private DirectoryPlanner(
            int transfer, BucketLimits bucketLimits, Slice.Selection selection, Predicate<ListingSummary> wanted) {
        this.wanted = wanted;
        this.run = new WorkItemBuilder(
                bucketLimits,
                selection,
                (slice, entries, bytes, argumentBytes) -> workItems.add(new WorkItem(
                        workItems.size(),
                        transfer,
                        Bucket.Kind.DIRECTORIES,
                        slice,
                        entries,
                        bytes,
                        argumentBytes,
                        null)));
    }

    /** Plans a pass over all directories of a transfer. */
    public static DirectoryPlanner all(int transfer, BucketLimits bucketLimits) {
        return new DirectoryPlanner(transfer, bucketLimits, new Slice.Directories(), listing -> true);
    }

    /** Plans a pass over those directories whose entries a plan hands over by name. */
    public static DirectoryPlanner named(int transfer, BucketLimits bucketLimits, DirectorySplit rule) {
        return new DirectoryPlanner(transfer, bucketLimits, new Slice.NamedDirectories(rule), rule::isNamed);
    }

    /** Takes the next listing in the manifest's order. */
    public void add(ListingSummary listing) {
        if (wanted.test(listing)) {
            run.add(
                    listing,
                    Math.max(1, listing.entries()),
                    0,
                    listing.directory().length());
        }
    }

    /** Ends the plan: the pieces. */
    public List<WorkItem> finish() {
        run.close();
        return List.copyOf(workItems);
    }
}
