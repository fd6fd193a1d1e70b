package dev.brigade.plan;

import dev.brigade.model.Totals;
import java.util.OptionalLong;

/**
 * The size of a bucket; the limit that is reached first counts.
 *
 * @param entries most entries, at least 1
 * @param bytes most bytes of files, at least 1
 * @param argumentBytes most bytes of an argument list, at least 1
 * @param cutEntries a directory with more entries is cut into parts, 1 to {@code entries}
 */
public record BucketLimits(long entries, long bytes, long argumentBytes, long cutEntries) {
    /** Makes limits with which directories are cut if they are more than a bucket. */
    public BucketLimits(long entries, long bytes, long argumentBytes) {
        this(entries, bytes, argumentBytes, entries);
    }

    /** Returns limits for a tree of unknown size. */
    public static BucketLimits ofUnknown(long argumentBytes) {
        return new BucketLimits(MAX_ENTRIES / 8, MAX_BYTES / 8, argumentBytes);
    }

    /**
     * Returns the same limits with directories cut finely, so that processes share them evenly: names of files cost
     * rsync little CPU, and with a latency one more directory is a long wait.
     */
    public BucketLimits finely() {
        return new BucketLimits(entries, bytes, argumentBytes, Math.max(Math.min(MIN_ENTRIES, entries), entries / 8));
    }

    /** Fewer entries are not worth a process: its start costs as much as copying them. */
    private static final long MIN_ENTRIES = 16;

    /** With more, the last process would take long: these take two minutes at 170 entries/s. */
    public static final long MAX_ENTRIES = 20_000;

    /** One part of so many may be added to the user's size. */
    private static final long STRETCH = 8;

    private static final long MIN_BYTES = 16L << 20;
    static final long MAX_BYTES = 4L << 30;

    /**
     * Returns the user's sizes, or {@code entries / processes} within bounds that make sense for one process.
     *
     * @param totals the work to divide
     * @param processes rsync processes at a time, at least 1
     * @param items entries in a bucket, if the user chose a number
     * @param bytes bytes in a bucket, if the user chose a number
     * @param argumentBytes most bytes of an argument list
     */
    public static BucketLimits of(
            Totals totals, int processes, OptionalLong items, OptionalLong bytes, long argumentBytes) {
        return new BucketLimits(
                items.isPresent()
                        ? evened(items.getAsLong(), totals.entries(), processes)
                        : share(totals.entries(), processes, MIN_ENTRIES, MAX_ENTRIES),
                bytes.orElse(share(totals.bytes(), processes, MIN_BYTES, MAX_BYTES)),
                argumentBytes);
    }

    /**
     * A user who divides entries by processes rounds down. A few more in each bucket, and none runs alone at the end.
     */
    private static long evened(long items, long entries, int processes) {
        long even = items;
        while (even - items <= items / STRETCH) {
            long buckets = ceil(entries, even);
            if (buckets % processes == 0) {
                return even;
            }
            long rounds = buckets / processes;
            if (rounds == 0) {
                return items;
            }
            even = ceil(entries, rounds * processes);
        }
        return items;
    }

    private static long share(long total, int processes, long min, long max) {
        return Math.max(min, Math.min(max, ceil(total, processes)));
    }

    /** Returns how many parts of a size hold a total. */
    static long ceil(long total, long size) {
        return -Math.floorDiv(-total, size);
    }
}
