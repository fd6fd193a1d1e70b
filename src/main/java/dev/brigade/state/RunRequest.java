package dev.brigade.state;

import java.util.List;
import java.util.Objects;

/**
 * What a run is asked to do, so that a later run can resume it.
 *
 * @param version of the program that started it
 * @param words the command line that asks for the same, with absolute paths
 * @param directories a checksum of the real paths of sources and destination
 * @param options what is asked for, except for limits of speed and time
 * @param started when it started, RFC 3339, UTC
 */
public record RunRequest(String version, List<String> words, String directories, List<String> options, String started) {
    /** Refuses what no run wrote, because it comes from a file. */
    public RunRequest {
        Objects.requireNonNull(version);
        words = List.copyOf(words);
        Objects.requireNonNull(directories);
        options = List.copyOf(options);
        Objects.requireNonNull(started);
    }

    boolean isSameJob(RunRequest other) {
        return directories.equals(other.directories) && options.equals(other.options);
    }
}
