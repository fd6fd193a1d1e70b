package dev.brigade.sync;

/** How many rsync processes run where the user leaves it to brigade. */
public final class Processes {
    private static final int FOR_EACH_CORE = 8;
    private static final int MIN = 2;
    private static final int MAX = 64;

    private Processes() {}

    /**
     * Eight for each core, 2 to 64: copying to a filer is mostly waiting, and 64 processes served best on a client of 4 cores, which
     * together reach the metadata rate of usual servers.
     *
     * @param cores processors of this machine, at least 1
     */
    public static int auto(int cores) {
        return Math.max(MIN, Math.min(MAX, cores * FOR_EACH_CORE));
    }
}
