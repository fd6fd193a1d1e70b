package dev.brigade.run;

import dev.brigade.posix.Posix;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Settings of the processes of a run.
 *
 * @param processes rsync processes at a time, at least 1; empty if the run finds out their number
 * @param room how many processes the system allows, at least 1
 * @param kibibytesPerSecond most that all of them together write, KiB/s, at least 1
 * @param remote whether a source or the destination is on a network or FUSE file system
 * @param argumentBytes limit of the names on one command line, bytes
 * @param lists the run's directory
 * @param prefix programs that lower rsync's priority, with their options
 * @param kept whether all names go through list files, which stay with the output of their rsync
 * @param retry what to do about processes that fail
 * @param direct makes the system calls of a thread, if brigade copies files itself
 */
public record RunSettings(
        OptionalInt processes,
        int room,
        OptionalLong kibibytesPerSecond,
        boolean remote,
        long argumentBytes,
        Path lists,
        List<String> prefix,
        boolean kept,
        RetryPolicy retry,
        Optional<Supplier<Posix>> direct) {
    /** Marks the processes of a run, so that the next run can end them if this one dies. */
    private static final String MARK = "BRIGADE_RUN";

    /** Returns that variable for the run of a name, as {@code NAME=value}. */
    public static String mark(String run) {
        return MARK + "=" + run;
    }

    /** Returns the write rate of a pass, to be divided among its processes. */
    BandwidthShares shares() {
        return new BandwidthShares(kibibytesPerSecond);
    }

    Map<String, String> environment(Map<String, String> common) {
        Map<String, String> all = new HashMap<>(common);
        all.put(MARK, String.valueOf(lists.getFileName()));
        return all;
    }
}
