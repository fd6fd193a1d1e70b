package dev.brigade.run;

/**
 * Measurements of a pass during some time, usually a quarter of a second. Immutable.
 *
 * @param running rsync processes that ran
 * @param told entries that rsync printed; it prints an entry before it has written it
 * @param entries entries of buckets that ended
 * @param cost the same in entries' worth ({@link dev.brigade.plan.Bucket#cost}), so that large files count by size
 * @param busy share of the processors' time that these processes used, 0 to 1; {@link Double#NaN} if unknown
 * @param left known work that is not done yet, in entries' worth
 */
record Sample(int running, double seconds, long told, long entries, double cost, double busy, double left) {
    static final Sample NONE = new Sample(0, 0, 0, 0, 0, 0, 0);

    /** Returns both samples together, with the processes and the rest of the later one. */
    Sample plus(Sample next) {
        double time = seconds + next.seconds;
        return new Sample(
                next.running,
                time,
                told + next.told,
                entries + next.entries,
                cost + next.cost,
                (busy * seconds + next.busy * next.seconds) / time,
                next.left);
    }

    /** Entries' worth finished a second; 0 if nothing was. */
    double rate() {
        return cost == 0 ? 0 : cost / seconds;
    }
}
