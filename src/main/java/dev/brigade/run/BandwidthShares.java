package dev.brigade.run;

import dev.brigade.model.Totals;
import java.util.OptionalLong;

/**
 * Divides a write rate among the processes that run, KiB/s. rsync cannot change its rate, so a process keeps its share
 * until it ends. Together the shares never exceed the limit, and each is at least 1. Not thread-safe.
 *
 * <p>A process that starts gets the larger of
 *
 * <ul>
 *   <li>an even part of the limit, or of what is left for those that can start now;
 *   <li>of what is left, its part of the work that has no share. So a large file gets more than small ones, and the
 *       last process gets everything. Those that can start now keep half of an even part, because nobody knows whether
 *       rsync copies the large file or skips it.
 * </ul>
 */
final class BandwidthShares {
    /** Added for each entry: its name and attributes take some hundred bytes, and its calls take time. */
    private static final long ENTRY_KIBIBYTES = 4;

    private final OptionalLong limit;
    private long left;
    private int sharing;
    private double sharingWork;

    /**
     * Begins with everything left.
     *
     * @param limit KiB/s, at least 1; if empty, there are no shares
     */
    BandwidthShares(OptionalLong limit) {
        this.limit = limit;
        this.left = limit.orElse(0);
    }

    /**
     * The work besides that of a process that starts.
     *
     * @param workers how many processes may run at a time, at least 1
     * @param waiting most processes that start later
     * @param unfinished what those that run, this one and the waiting ones have to do
     */
    record Rest(int workers, long waiting, Totals unfinished) {
        /** Returns the rest during a crawl: more of it may come. */
        static Rest unknown(int workers) {
            return new Rest(workers, Integer.MAX_VALUE, new Totals(0, 0, Long.MAX_VALUE));
        }
    }

    /** Returns whether a process must wait for the end of another one. */
    boolean areUsedUp() {
        return limit.isPresent() && left == 0;
    }

    /**
     * Takes the share of a process that starts; empty without a limit.
     *
     * @param work what it has to do
     * @throws IllegalStateException if the shares are used up
     */
    OptionalLong take(Totals work, Rest rest) {
        if (limit.isEmpty()) {
            return limit;
        }
        if (left == 0) {
            throw new IllegalStateException("nothing is left of the limit");
        }
        long share = share(limit.getAsLong(), kibibytes(work), rest);
        left -= share;
        sharing++;
        sharingWork += kibibytes(work);
        return OptionalLong.of(share);
    }

    /** Gives a share back. */
    void give(long share, Totals work) {
        left += share;
        sharing--;
        sharingWork -= kibibytes(work);
    }

    private long share(long all, double work, Rest rest) {
        long together = Math.min(Math.max(rest.workers(), sharing + 1), sharing + 1 + rest.waiting());
        long startsNow = together - sharing;
        long even = Math.min(all / together, left / startsNow);

        double othersWork = Math.max(0, kibibytes(rest.unfinished()) - sharingWork - work);
        long halves = (startsNow - 1) * (all / (2 * together));
        // What lets the others end within a second is enough for them.
        long others = Math.max(startsNow - 1, (long) Math.min((double) halves, othersWork));
        long byWork = Math.min((long) (left * work / (work + othersWork)), left - others);
        return Math.max(1, Math.max(even, byWork));
    }

    private static double kibibytes(Totals work) {
        return work.bytes() / 1024.0 + (double) (work.entries() * ENTRY_KIBIBYTES);
    }
}
