package dev.brigade.state;

import java.util.List;
import java.util.Objects;

/**
 * How a run ended.
 *
 * @param ended when, RFC 3339, UTC
 * @param exitCode its exit code
 * @param unfinished whether the same command can resume it
 * @param report the lines that it printed
 */
public record RunEnd(String ended, int exitCode, boolean unfinished, List<String> report) {
    /** Refuses what no run wrote, because it comes from a file. */
    public RunEnd {
        Objects.requireNonNull(ended);
        report = List.copyOf(report);
    }
}
