package dev.brigade.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the processes of a run may use.
 *
 * @param processes rsync processes at a time, at least 1; empty where their number is to be found out
 * @param most never more processes than this where their number is found out, at least 1
 * @param argumentBytes bytes that the names on one command line may have
 * @param lists directory for list files, ours alone
 * @param prefix programs that lower each rsync's priority, with their options
 * @param kept whether every bucket's names go through a list file, which stays there with what its rsync said
 * @param retry what to do about processes that fail
 */
public record RunSettings(
        OptionalInt processes,
        int most,
        long argumentBytes,
        Path lists,
        List<String> prefix,
        boolean kept,
        RetryPolicy retry) {
    /** The variable by which a run's processes are known to the next run, should this one die. */
    private static final String MARK = "BRIGADE_RUN";

    /** That variable as the processes of a run of that name have it, {@code NAME=value}. */
    public static String mark(String run) {
        return MARK + "=" + run;
    }

    /** Variables for every process of the run. */
    Map<String, String> environment(Map<String, String> common) {
        Map<String, String> all = new HashMap<>(common);
        all.put(MARK, String.valueOf(lists.getFileName()));
        return all;
    }
}
