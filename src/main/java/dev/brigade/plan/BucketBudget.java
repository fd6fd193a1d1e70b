package dev.brigade.plan;

/**
 * How much of the work the next bucket gets, so that all processes end together: of each kind of work, three quarters
 * of an even share of what is left (guided self-scheduling, Polychronopoulos and Kuck, 1987, who give a whole one).
 * Pure.
 *
 * @param cost cost of a bucket at most, as {@link CostModel} counts it
 * @param entries its entries at most, 1 at least
 * @param bytes its bytes at most, 1 at least
 */
record BucketBudget(double cost, long entries, long bytes) {
    /** What small files took may say little of what large ones take: these are spread in any case. */
    private static final long LEAST_TIMED_BYTES = 256L << 20;

    private static final double PART = 0.75;

    /** A bucket that takes less than this is not worth the start of its process, seconds. */
    static final double LEAST_SECONDS = 1;

    /** At the end less is worth it, so that nobody works alone for long. */
    private static final double TAIL_SECONDS = 0.25;

    /**
     * Worth a process where it is not known yet what anything takes: copying so many small files takes about ten times
     * the CPU that the start of a process does (measured).
     */
    private static final long LEAST_ENTRIES = 1000;

    /**
     * The same while not half of those that may come are there: it is soon known how many are good, and work is left
     * for these.
     */
    private static final long TRIAL_ENTRIES = 16;

    /** So many bytes are worth a process then. */
    private static final long LEAST_BYTES = 16L << 20;

    /**
     * Of what is left.
     *
     * @param left of this kind
     * @param all of all kinds, with what is being worked on
     * @param workers who shares it
     */
    static BucketBudget of(Work left, Work all, BucketSource.Workers workers) {
        if (left.isTimed()) {
            return new BucketBudget(
                    Math.max(
                            part(left.cost(), workers),
                            Math.max(TAIL_SECONDS, Math.min(LEAST_SECONDS, all.cost() / workers.now()))),
                    BucketLimits.MAX_ENTRIES,
                    amount(left.bytes(), all.bytes(), LEAST_TIMED_BYTES, BucketLimits.MAX_BYTES, workers));
        }
        long leastEntries = workers.now() <= workers.most() / 2 ? TRIAL_ENTRIES : LEAST_ENTRIES;
        return new BucketBudget(
                Double.MAX_VALUE,
                amount(left.entries(), all.entries(), leastEntries, BucketLimits.MAX_ENTRIES, workers),
                amount(left.bytes(), all.bytes(), LEAST_BYTES, BucketLimits.MAX_BYTES, workers));
    }

    /**
     * Returns an even part of what is left, for so many buckets. An even part in cost may come out uneven in entries or
     * bytes: up to twice the limits is allowed.
     */
    static BucketBudget even(long entries, long bytes, long buckets, BucketLimits limits) {
        return new BucketBudget(
                (double) Bucket.costOf(entries, bytes) / Math.max(1, buckets),
                twice(limits.entries()),
                twice(limits.bytes()));
    }

    private static long twice(long limit) {
        return limit > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * limit;
    }

    private static long amount(long left, long all, long least, long most, BucketSource.Workers workers) {
        double even = (double) all / workers.now();
        double amount = Math.ceil(Math.max(part((double) left, workers), Math.min((double) least, even)));
        return Math.max(1, Math.min(most, (long) amount));
    }

    private static double part(double left, BucketSource.Workers workers) {
        return left * PART / workers.most();
    }

    /**
     * An amount of work.
     *
     * @param cost as {@link CostModel} counts it
     * @param isTimed whether the cost is a time, seconds
     */
    record Work(double cost, long entries, long bytes, boolean isTimed) {}
}
