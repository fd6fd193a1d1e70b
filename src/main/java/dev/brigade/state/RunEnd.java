package dev.brigade.state;

import java.util.List;
import java.util.Objects;

/**
 * How a run ended.
 *
 * @param ended when, RFC 3339, UTC
 * @param exitCode its exit code
 * @param unfinished whether the same command would go on with it
 * @param report what it said, line by line
 */
public record RunEnd(String ended, int exitCode, boolean unfinished, List<String> report) {
    /** Everything must be there. */
    public RunEnd {
        Objects.requireNonNull(ended);
        report = List.copyOf(report);
    }
}
