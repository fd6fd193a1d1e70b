package dev.brigade.plan;

/**
 * How much of the work a bucket gets while it is not known yet what anything takes.
 *
 * @param entries entries that are worth a process, at least 1
 * @param part which part of an even share of what is left, above 0, at most 1
 */
public record Opening(long entries, double part) {
    /** Copying so many small files takes about ten times the CPU that the start of a process does (measured). */
    public static final Opening NEAR = new Opening(1000, Share.PART);

    /** While the number of processes is still to be found out: with few of them it is soon known what entries take. */
    public static final Opening TRIAL = new Opening(64, Share.PART);

    /**
     * Behind a latency, where a process copies some 20 files a second (5 ms an operation). An rsync asks for all of its bucket before it writes
     * any of it, and makes its directories meanwhile, which the kernel has one at a time do in their parent: with a directory each, all are
     * at work in a second; with four each, the last began after three (measured, 64 processes).
     */
    public static final Opening FAR = new Opening(16, 0.25);
}
