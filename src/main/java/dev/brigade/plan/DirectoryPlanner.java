package dev.brigade.plan;

import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Slice;
import java.util.ArrayList;
import java.util.List;

/** Plans a pass over directories themselves, not over their entries. Not thread-safe; used once. */
public final class DirectoryPlanner {
    private final Slice.Directories wanted;
    private final List<WorkItem> workItems = new ArrayList<>();
    private final WorkItemBuilder builder;

    /**
     * Begins a plan.
     *
     * @param transfer which of the run's transfers it is for
     */
    public DirectoryPlanner(int transfer, BucketLimits limits, Slice.Directories wanted) {
        this.wanted = wanted;
        this.builder = new WorkItemBuilder(
                limits,
                wanted,
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

    /** Takes the next listing in the manifest's order. */
    public void add(ListingSummary listing) {
        if (wanted.holds(listing)) {
            builder.add(listing, wanted.entries(listing), 0, listing.directory().length());
        }
    }

    /** Ends the plan and returns its work items. */
    public List<WorkItem> finish() {
        builder.close();
        return List.copyOf(workItems);
    }
}
