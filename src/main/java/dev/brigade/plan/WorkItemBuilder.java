package dev.brigade.plan;

import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Slice;

/** Puts neighbouring listings together until they make a piece. */
final class WorkItemBuilder {
    private final BucketLimits bucketLimits;
    private final Slice.Selection selection;
    private final Sink sink;
    /** Takes what makes a piece. */
    interface Sink {
        void workItem(Slice slice, long entries, long bytes, long argumentBytes);
    }

    private long from;
    private long to;
    private long entries;
    private long bytes;
    private long argumentBytes;

    WorkItemBuilder(BucketLimits bucketLimits, Slice.Selection selection, Sink sink) {
        this.bucketLimits = bucketLimits;
        this.selection = selection;
        this.sink = sink;
    }

    void add(ListingSummary listing, long moreEntries, long moreBytes, long moreArgumentBytes) {
        boolean tooMuch = entries + moreEntries > bucketLimits.entries() || bytes + moreBytes > bucketLimits.bytes();
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
        return entries * Planner.PIECES >= bucketLimits.entries()
                || bytes * Planner.PIECES >= bucketLimits.bytes()
                || argumentBytes * Planner.PIECES >= bucketLimits.argumentBytes();
    }

    void close() {
        if (entries > 0) {
            sink.workItem(new Slice(from, to, selection), entries, bytes, argumentBytes);
        }
        entries = 0;
        bytes = 0;
        argumentBytes = 0;
    }
}
