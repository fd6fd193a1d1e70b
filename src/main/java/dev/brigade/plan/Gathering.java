package dev.brigade.plan;

import dev.brigade.model.ListingSummary;
import dev.brigade.model.Slice;

/** Puts neighbouring listings together until they make a piece. */
final class Gathering {
    private final Sizing sizing;
    private final Slice.Choice choice;
    private final Sink sink;
    /** Takes what makes a piece. */
    interface Sink {
        void piece(Slice slice, long entries, long bytes, long argumentBytes);
    }

    private long from;
    private long to;
    private long entries;
    private long bytes;
    private long argumentBytes;

    Gathering(Sizing sizing, Slice.Choice choice, Sink sink) {
        this.sizing = sizing;
        this.choice = choice;
        this.sink = sink;
    }

    void add(ListingSummary listing, long moreEntries, long moreBytes, long moreArgumentBytes) {
        boolean tooMuch = entries + moreEntries > sizing.entries() || bytes + moreBytes > sizing.bytes();
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
        return entries * Planner.PIECES >= sizing.entries()
                || bytes * Planner.PIECES >= sizing.bytes()
                || argumentBytes * Planner.PIECES >= sizing.argumentBytes();
    }

    void close() {
        if (entries > 0) {
            sink.piece(new Slice(from, to, choice), entries, bytes, argumentBytes);
        }
        entries = 0;
        bytes = 0;
        argumentBytes = 0;
    }

    /** How many of a size it takes. */
    static long ceil(long total, long size) {
        return -Math.floorDiv(-total, size);
    }
}
