package dev.brigade.plan;

/**
 * The size of the next bucket, so that all processes end together: three quarters of an even share of the rest, of each
 * kind of work. (Guided self-scheduling, Polychronopoulos and Kuck, 1987, gives a whole share.) Pure.
 *
 * @param cost most cost, as {@link CostModel} counts it
 * @param entries most entries, at least 1
 * @param bytes most bytes, at least 1
 */
record BucketBudget(double cost, long entries, long bytes) {
    /** The time of small files says little about large ones, so bytes are spread in any case. */
    private static final long LEAST_TIMED_BYTES = 256L << 20;

    private static final double PART = 0.75;

    /** A shorter bucket is not worth the start of its process, seconds. */
    static final double LEAST_SECONDS = 1;

    /** At the end a shorter one is, so that no process works alone for long. */
    private static final double TAIL_SECONDS = 0.25;

    /** Entries of the first buckets, while no time is known: they take ten times the CPU of a start (measured). */
    private static final long LEAST_ENTRIES = 1000;

    /** The same while the number of processes is tried: the best one is soon known, and work is left for it. */
    private static final long TRIAL_ENTRIES = 16;

    /** The same when times are known, seconds. */
    private static final double TRIAL_SECONDS = 5;

    /** Bytes of the first buckets. */
    private static final long LEAST_BYTES = 16L << 20;

    /**
     * Returns the size of the next bucket.
     *
     * @param left work of this kind that waits
     * @param all work of all kinds that is not finished
     */
    static BucketBudget of(Work left, Work all, BucketSource.Workers workers) {
        if (left.isTimed()) {
            double least = Math.max(TAIL_SECONDS, Math.min(LEAST_SECONDS, all.cost() / workers.now()));
            double part = Math.max(part(left.cost(), workers), least);
            return new BucketBudget(
                    workers.settled() ? part : Math.min(part, TRIAL_SECONDS),
                    BucketLimits.MAX_ENTRIES,
                    amount(left.bytes(), all.bytes(), LEAST_TIMED_BYTES, BucketLimits.MAX_BYTES, workers));
        }
        long leastEntries = workers.settled() ? LEAST_ENTRIES : TRIAL_ENTRIES;
        return new BucketBudget(
                Double.MAX_VALUE,
                amount(left.entries(), all.entries(), leastEntries, BucketLimits.MAX_ENTRIES, workers),
                amount(left.bytes(), all.bytes(), LEAST_BYTES, BucketLimits.MAX_BYTES, workers));
    }

    /**
     * Returns an even part of the rest, for so many buckets. A part that is even in cost may be uneven in entries or
     * bytes, so twice the limits are allowed.
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
