package dev.brigade.plan;

/**
 * The time that an entry and a MiB take, learned from finished buckets: the least squares of time = entries × a + MiB ×
 * b, the latest buckets counting most. If all buckets are alike, a and b cannot be told apart, so both are drawn to be
 * equal, as in {@link Bucket#costOf}. Immutable and pure.
 *
 * @param nn sum of entries squared
 * @param nm sum of entries times mebibytes
 * @param mm sum of mebibytes squared
 * @param nt sum of entries times seconds
 * @param mt sum of mebibytes times seconds
 */
record CostModel(double nn, double nm, double mm, double nt, double mt) {
    /** Nothing is known. */
    static final CostModel UNKNOWN = new CostModel(0, 0, 0, 0, 0);

    /** Time to start an rsync while processors are busy, seconds (20 to 45 ms of CPU, measured). */
    static final double START = 0.05;

    /** At least this part of a short bucket's time was work: starts are quicker while processors are idle. */
    private static final double LEAST_PART = 0.25;

    /** Weight of a bucket relative to the next one. */
    private static final double FADING = 0.9;

    /** How strongly a and b are drawn to be equal. */
    private static final double DRAWN = 0.01;

    private static final double MEBI = 1 << 20;

    /** Returns the model with one more bucket. */
    CostModel and(long entries, long bytes, double seconds) {
        double n = entries;
        double m = bytes / MEBI;
        double t = Math.max(seconds - START, seconds * LEAST_PART);
        return new CostModel(
                nn * FADING + n * n,
                nm * FADING + n * m,
                mm * FADING + m * m,
                nt * FADING + n * t,
                mt * FADING + m * t);
    }

    /** Returns whether any time is known. */
    boolean isKnown() {
        return nt + mt > 0;
    }

    /** Returns the time of one process for this work, seconds; as long as no time is known, its cost in entries. */
    double of(long entries, long bytes) {
        if (!isKnown()) {
            return Bucket.costOf(entries, bytes);
        }
        double drawn = DRAWN * (nn + mm);
        double a = nn + drawn;
        double b = nm - drawn;
        double d = mm + drawn;
        double determinant = a * d - b * b;
        double entry = (nt * d - mt * b) / determinant;
        double mebibyte = (a * mt - b * nt) / determinant;
        if (entry < 0) {
            entry = 0;
            mebibyte = mt / d;
        } else if (mebibyte < 0) {
            mebibyte = 0;
            entry = nt / a;
        }
        return entries * entry + bytes / MEBI * mebibyte;
    }
}
