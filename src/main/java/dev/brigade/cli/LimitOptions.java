package dev.brigade.cli;

import dev.brigade.exec.Priority;
import dev.brigade.model.Limits;
import dev.brigade.model.RefusedException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Limits on the time and the load of a run. */
final class LimitOptions {
    private static final int MOST_NICE = 19;
    private static final int MOST_RETRIES = 1000;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "Stop after TIME, such as 5h or 90m, with code 10; the same command resumes.")
    private @Nullable String maxDuration;

    @Option(names = "--bwlimit", paramLabel = "RATE", description = "Limit the total write rate: 500 (KiB/s), 20M, 1G.")
    private @Nullable String bandwidth;

    @Option(names = "--nice", paramLabel = "N", description = "Add N (0 to 19) to the niceness of the rsync processes.")
    private @Nullable String nice;

    @Option(
            names = "--ionice",
            paramLabel = "CLASS",
            description = "Set the I/O priority of rsync: idle, best-effort, or best-effort:0 to :7.")
    private @Nullable String ionice;

    @Option(names = "--retries", paramLabel = "N", description = "Retry temporary errors up to N times (default: 3).")
    private String retries = "3";

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            description = "Stop with code 31 after TIME without progress (default: wait).")
    private @Nullable String stall;

    Limits toLimits() throws RefusedException {
        if (ionice != null && !Priority.isIonice(ionice)) {
            throw RefusedException.usage(
                    "--ionice " + ionice + " is not idle, best-effort or best-effort:0 to best-effort:7");
        }
        return new Limits(
                maxDuration == null ? Optional.empty() : Optional.of(Numbers.duration("--max-duration", maxDuration)),
                bandwidth == null ? OptionalLong.empty() : Numbers.rate("--bwlimit", bandwidth),
                nice == null ? OptionalInt.empty() : OptionalInt.of(Numbers.between("--nice", nice, 0, MOST_NICE)),
                Optional.ofNullable(ionice),
                Numbers.between("--retries", retries, 0, MOST_RETRIES),
                stall == null ? Optional.empty() : Optional.of(Numbers.duration("--stall-timeout", stall)));
    }
}
