package dev.brigade.plan;

/**
 * How large buckets are at first, while it is not known yet what anything takes, and how small later.
 *
 * @param entries entries that are worth a process at first, at least 1
 * @param part which part of an even share of what is left a bucket gets at first, above 0, at most 1
 * @param leastSeconds a bucket that takes less than this is not worth the start of its process, seconds
 */
public record Portions(long entries, double part, double leastSeconds) {
    /** Copying so many small files takes about ten times the CPU that the start of a process does (measured). */
    public static final Portions NEAR = new Portions(1000, Share.PART, 1);

    /** While the number of processes is still to be found out: with few of them it is soon known what entries take. */
    public static final Portions TRIAL = new Portions(64, Share.PART, 1);

    /**
     * Behind a latency, where a process copies some 20 files a second (5 ms an operation). An rsync asks for all of its bucket before it writes
     * any of it, and makes its directories meanwhile, which the kernel has one at a time do in their parent: with about a directory each, all
     * are at work in a second; with four each, the last began after three (measured, 64 processes). Starts and ends take longer, too.
     */
    public static final Portions FAR = new Portions(16, 1.0 / 3, 1.5);
}
