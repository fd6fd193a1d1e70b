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

    static final double PART = 0.75;

    /** At the end so few seconds are worth a process, so that nobody works alone for long. */
    private static final double TAIL_SECONDS = 0.25;

    /** Where it is not known yet what anything takes, these are worth one. */
    private static final long LEAST_BYTES = 16L << 20;

    /**
     * Of what is left.
     *
     * @param left of this kind
     * @param all of all kinds, with what is being worked on
     * @param crew who shares it
     * @param portions how large buckets are at first, and how small later
     */
    static Share of(Work left, Work all, Supply.Crew crew, Portions portions) {
        if (left.isTimed()) {
            return new Share(
                    Math.max(
                            part(left.cost(), PART, crew),
                            Math.max(TAIL_SECONDS, Math.min(portions.leastSeconds(), all.cost() / crew.now()))),
                    Sizing.MAX_ENTRIES,
                    amount(left.bytes(), all.bytes(), LEAST_TIMED_BYTES, Sizing.MAX_BYTES, PART, crew));
        }
        return new Share(
                Double.MAX_VALUE,
                amount(left.entries(), all.entries(), portions.entries(), Sizing.MAX_ENTRIES, portions.part(), crew),
                amount(left.bytes(), all.bytes(), LEAST_BYTES, Sizing.MAX_BYTES, portions.part(), crew));
    }

    private static long amount(long left, long all, long least, long most, double part, Supply.Crew crew) {
        double even = (double) all / crew.now();
        double amount = Math.ceil(Math.max(part((double) left, part, crew), Math.min((double) least, even)));
        return Math.max(1, Math.min(most, (long) amount));
    }

    private static double part(double left, double part, Supply.Crew crew) {
        return left * part / crew.most();
    }

    /**
     * An amount of work.
     *
     * @param cost as {@link Costs} counts it
     * @param isTimed whether the cost is a time, seconds
     */
    record Work(double cost, long entries, long bytes, boolean isTimed) {}
}
