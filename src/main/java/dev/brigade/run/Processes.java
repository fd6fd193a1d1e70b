package dev.brigade.run;

import dev.brigade.model.SyncRequest;
import java.util.OptionalInt;

/** The number of rsync processes at a time. */
public final class Processes {
    private static final int FOR_EACH_CORE = 8;
    private static final int MIN = 2;
    private static final int MAX = 64;

    /** Directories are split for so many processes if the number is not fixed. */
    public static final int SHARES = 64;

    private Processes() {}

    /**
     * Returns the number that the user chose, or {@link #auto} if {@code --bwlimit} is set, because more processes
     * bring nothing then; empty if the run finds it out.
     *
     * @param cores processors of this machine, at least 1
     */
    public static OptionalInt fixed(SyncRequest request, int cores) {
        boolean limited = request.limits().kibibytesPerSecond().isPresent();
        return request.processes().isEmpty() && limited ? OptionalInt.of(auto(cores)) : request.processes();
    }

    /**
     * Eight for each core, 2 to 64: copying to a filer is mostly waiting, and 64 processes served best on a client of 4
     * cores, which together reach the metadata rate of usual servers.
     *
     * @param cores processors of this machine, at least 1
     */
    public static int auto(int cores) {
        return Math.max(MIN, Math.min(MAX, cores * FOR_EACH_CORE));
    }
}
