package dev.brigade.plan;

/**
 * How much of the work the next bucket gets, so that all processes end together: of each kind of work, three quarters of an even share of what is
 * left (guided self-scheduling, Polychronopoulos and Kuck, 1987, who give a whole one). Pure.
 *
 * @param cost cost of a bucket at most, as {@link Costs} counts it
 * @param entries its entries at most, 1 at least
 * @param bytes its bytes at most, 1 at least
 */
record Share(double cost, long entries, long bytes) {
    /** What small files took may say little of what large ones take: these are spread in any case. */
    private static final long LEAST_TIMED_BYTES = 256L << 20;

    private static final double PART = 0.75;

    /** A bucket that takes less than this is not worth the start of its process, seconds. */
    static final double LEAST_SECONDS = 1;

    /** At the end less is worth it, so that nobody works alone for long. */
    private static final double TAIL_SECONDS = 0.25;

    /**
     * Worth a process where it is not known yet what anything takes: copying so many small files takes about ten times the CPU that the start of
     * a process does (measured).
     */
    private static final long LEAST_ENTRIES = 1000;

    /** The same while not half of those that may come are there: it is soon known how many are good, and work is left for these. */
    private static final long TRIAL_ENTRIES = 16;

    /** So many bytes are worth a process then. */
    private static final long LEAST_BYTES = 16L << 20;

    /**
     * Of what is left.
     *
     * @param left of this kind
     * @param all of all kinds, with what is being worked on
     * @param crew who shares it
     */
    static Share of(Work left, Work all, Supply.Crew crew) {
        if (left.isTimed()) {
            return new Share(
                    Math.max(
                            part(left.cost(), crew),
                            Math.max(TAIL_SECONDS, Math.min(LEAST_SECONDS, all.cost() / crew.now()))),
                    Sizing.MAX_ENTRIES,
                    amount(left.bytes(), all.bytes(), LEAST_TIMED_BYTES, Sizing.MAX_BYTES, crew));
        }
        long leastEntries = crew.now() <= crew.most() / 2 ? TRIAL_ENTRIES : LEAST_ENTRIES;
        return new Share(
                Double.MAX_VALUE,
                amount(left.entries(), all.entries(), leastEntries, Sizing.MAX_ENTRIES, crew),
                amount(left.bytes(), all.bytes(), LEAST_BYTES, Sizing.MAX_BYTES, crew));
    }

    private static long amount(long left, long all, long least, long most, Supply.Crew crew) {
        double even = (double) all / crew.now();
        double amount = Math.ceil(Math.max(part((double) left, crew), Math.min((double) least, even)));
        return Math.max(1, Math.min(most, (long) amount));
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
