package dev.brigade.state;

import java.util.List;
import java.util.Objects;

/**
 * What a run is asked to do, as it is kept for a later one to go on with it.
 *
 * @param version of the program that began it
 * @param words the command line that asks for the same, with absolute paths
 * @param directories tells its sources and destination from others, by their real paths
 * @param options tells what is asked of them from other wishes; how fast it may go is not among it
 * @param started when it was begun, RFC 3339, UTC
 */
public record RunRequest(String version, List<String> words, String directories, List<String> options, String started) {
    /** Everything must be there. */
    public RunRequest {
        Objects.requireNonNull(version);
        words = List.copyOf(words);
        Objects.requireNonNull(directories);
        options = List.copyOf(options);
        Objects.requireNonNull(started);
    }

    /** Whether it asks for the same of the same directories. */
    boolean isSameJob(RunRequest other) {
        return directories.equals(other.directories) && options.equals(other.options);
    }
}
