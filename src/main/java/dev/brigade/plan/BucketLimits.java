package dev.brigade.plan;

import dev.brigade.model.Totals;
import java.util.OptionalLong;

/**
 * How large a bucket should be; it is closed by whichever comes first.
 *
 * @param entries entries, at least 1
 * @param bytes bytes of files, at least 1
 * @param argumentBytes bytes of an argument list, at least 1
 * @param cutEntries a directory with more entries is handed out in parts, 1 to {@code entries}
 */
public record BucketLimits(long entries, long bytes, long argumentBytes, long cutEntries) {
    /** Directories are cut where they are more than a bucket. */
    public BucketLimits(long entries, long bytes, long argumentBytes) {
        this(entries, bytes, argumentBytes, entries);
    }

    /** For a tree of which it is not known yet how large it is. */
    public static BucketLimits ofUnknown(long argumentBytes) {
        return new BucketLimits(MAX_ENTRIES / 8, MAX_BYTES / 8, argumentBytes);
    }

    /**
     * The same with directories cut so finely that processes can share them evenly: naming files costs rsync little
     * CPU, and behind a latency one directory more than the others have is a long wait.
     */
    public BucketLimits finely() {
        return new BucketLimits(entries, bytes, argumentBytes, Math.max(Math.min(MIN_ENTRIES, entries), entries / 8));
    }

    /**
     * Fewer entries than this are not worth a process of their own (starting rsync costs about what copying them does).
     */
    private static final long MIN_ENTRIES = 16;

    /**
     * More than this and the last process to end keeps everybody waiting: two minutes at 170 entries/s for each
     * process.
     */
    public static final long MAX_ENTRIES = 20_000;

    /** So large a part may be added to what the user asked for. */
    private static final long STRETCH = 8;

    private static final long MIN_BYTES = 16L << 20;
    static final long MAX_BYTES = 4L << 30;

    /**
     * {@code items / processes}, as users of msrsync size them, within what makes sense for one process.
     *
     * @param totals what is to be divided
     * @param processes rsync processes at a time, at least 1
     * @param items entries in a bucket, where the user said so
     * @param bytes bytes in a bucket, where the user said so
     * @param argumentBytes bytes an argument list may have
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
     * Whoever writes {@code items / processes} rounds down: a little more in each bucket, and none has to run alone at
     * the end.
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
