package dev.brigade.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which run it was, where and when. Immutable.
 *
 * @param id the name of its directory, such as {@code run-20261127T210004Z-7f3a}; empty if it had none
 * @param job what the user calls the job, if it has a name
 * @param version the program's
 * @param host the client's name
 * @param command the command line that starts the same run again, with absolute paths
 * @param started when the run, or its last part, started
 * @param ended when it ended
 */
public record RunIdentity(
        String id,
        Optional<String> job,
        String version,
        String host,
        List<String> command,
        Instant started,
        Instant ended) {
    private static final int SHORT = 4;

    /** Returns the last characters of its ID, which name it among few; empty if it has none. */
    public String shortId() {
        return shortId(id);
    }

    /** Returns the last characters of an ID. */
    public static String shortId(String id) {
        return id.substring(Math.max(0, id.length() - SHORT));
    }
}
