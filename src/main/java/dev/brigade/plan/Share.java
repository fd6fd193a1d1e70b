package dev.brigade.plan;

/**
 * How much of the work the next bucket gets, so that all processes end together: of each kind of work, three quarters are divided evenly over the
 * processes, then three quarters of what is left, and so on (the factoring of Hummel, Schonberg and Flynn, 1992, who halve). Pure.
 *
 * @param cost cost of a bucket at most, as {@link Costs} counts it
 * @param entries its entries at most, 1 at least
 * @param bytes its bytes at most, 1 at least
 */
record Share(double cost, long entries, long bytes) {
    private static final double PART = 0.75;

    /** A bucket that takes less than this is not worth the start of its process, seconds. */
    static final double LEAST_SECONDS = 1;

    /** The same where it is not known yet what anything takes. */
    private static final long LEAST_BYTES = 16L << 20;

    /**
     * Of what is left.
     *
     * @param left of this kind
     * @param all of all kinds
     * @param crew who shares it
     * @param leastEntries entries that are worth a process, where it is not known yet what they take
     */
    static Share of(Work left, Work all, Supply.Crew crew, long leastEntries) {
        if (left.isTimed()) {
            return new Share(
                    Math.max(part(left.cost(), crew), Math.min(LEAST_SECONDS, all.cost() / crew.now())),
                    Sizing.MAX_ENTRIES,
                    Sizing.MAX_BYTES);
        }
        double entries =
                Math.max(part(left.entries(), crew), Math.min(leastEntries, (double) all.entries() / crew.now()));
        double bytes = Math.max(part(left.bytes(), crew), Math.min(LEAST_BYTES, (double) all.bytes() / crew.now()));
        return new Share(
                Double.MAX_VALUE,
                Math.max(1, Math.min(Sizing.MAX_ENTRIES, (long) Math.ceil(entries))),
                Math.max(1, Math.min(Sizing.MAX_BYTES, (long) Math.ceil(bytes))));
    }

    private static double part(double left, Supply.Crew crew) {
        return left * PART / crew.most();
    }

    /**
     * An amount of work.
     *
     * @param cost as {@link Costs} counts it
     * @param isTimed whether the cost is a time, seconds
     */
    record Work(double cost, long entries, long bytes, boolean isTimed) {}
}
