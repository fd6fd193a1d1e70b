package dev.brigade.plan;

/**
 * What an entry and a mebibyte cost a process, learned from what buckets took: the least squares of time = entries × a
 * + mebibytes × b, the latest buckets counting most. Where all buckets are alike, both cannot be told apart: then the
 * two are drawn to be equal, as {@link Bucket#cost} has it. Immutable and pure.
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

    /**
     * What it takes to start an rsync where processors are busy, seconds, which does not grow with its work (20 to 45
     * ms of CPU, measured).
     */
    static final double START = 0.05;

    /** Of the time of a short bucket at least so much was work: starts take less where processors are not busy. */
    private static final double LEAST_PART = 0.25;

    /** An older bucket counts so much of the one after it. */
    private static final double FADING = 0.9;

    /** How strongly both are drawn to be equal. */
    private static final double DRAWN = 0.01;

    private static final double MEBI = 1 << 20;

    /** With what one more bucket took, seconds. */
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

    /** Whether anything is known. */
    boolean isKnown() {
        return nt + mt > 0;
    }

    /** How long one process works on so much, seconds; in entries' worth where nothing is known. */
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
