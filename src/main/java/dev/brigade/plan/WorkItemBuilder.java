package dev.brigade.plan;

import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Slice;

/** Puts neighbouring listings together until they make a work item. */
final class WorkItemBuilder {
    /** Takes what makes a work item. */
    interface Sink {
        void add(Slice slice, long entries, long bytes, long argumentBytes);
    }

    private final BucketLimits limits;
    private final Slice.Selection selection;
    private final Sink sink;
    private long from;
    private long to;
    private long entries;
    private long bytes;
    private long argumentBytes;

    WorkItemBuilder(BucketLimits limits, Slice.Selection selection, Sink sink) {
        this.limits = limits;
        this.selection = selection;
        this.sink = sink;
    }

    void add(ListingSummary listing, long moreEntries, long moreBytes, long moreArgumentBytes) {
        boolean tooMuch = entries + moreEntries > limits.entries() || bytes + moreBytes > limits.bytes();
        if (entries > 0 && (tooMuch || isLargeEnough())) {
            close();
        }
        from = entries == 0 ? listing.position() : from;
        to = listing.end();
        entries += moreEntries;
        bytes += moreBytes;
        argumentBytes += moreArgumentBytes;
    }

    private boolean isLargeEnough() {
        return entries * Planner.WORK_ITEMS >= limits.entries()
                || bytes * Planner.WORK_ITEMS >= limits.bytes()
                || argumentBytes * Planner.WORK_ITEMS >= limits.argumentBytes();
    }

    void close() {
        if (entries > 0) {
            sink.add(new Slice(from, to, selection), entries, bytes, argumentBytes);
        }
        entries = 0;
        bytes = 0;
        argumentBytes = 0;
    }
}
