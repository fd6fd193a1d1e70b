package dev.brigade.cli;

import dev.brigade.exec.Priority;
import dev.brigade.model.Limits;
import dev.brigade.model.RefusedException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Limits on the time and the machine that a run may use. */
final class LimitOptions {
    private static final int MOST_NICE = 19;
    private static final int MOST_RETRIES = 1000;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "Stop after TIME (5h, 90m, 1h30m) with exit code 10. The same command resumes the run.")
    private @Nullable String maxDuration;

    @Option(
            names = "--bwlimit",
            paramLabel = "RATE",
            description = "Limit the total write rate: 500 (KiB/s), 20M, 1G. Each process gets an equal share.")
    private @Nullable String bandwidth;

    @Option(names = "--nice", paramLabel = "N", description = "Add N (0 to 19) to the niceness of the rsync processes.")
    private @Nullable String nice;

    @Option(
            names = "--ionice",
            paramLabel = "CLASS",
            description =
                    "Set the I/O priority of the rsync processes: idle, best-effort, or best-effort:0 to best-effort:7.")
    private @Nullable String ionice;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "3",
            description = "Retry temporary errors up to N times (default: 3).")
    private String retries = "3";

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            description = "Stop with exit code 31 if there is no progress for TIME (default: wait forever).")
    private @Nullable String stall;

    Limits toLimits() throws RefusedException {
        if (ionice != null && !Priority.isIonice(ionice)) {
            throw RefusedException.usage(
                    "--ionice " + ionice + " is not idle, best-effort or best-effort:0 to best-effort:7");
        }
        return new Limits(
                maxDuration == null ? Optional.empty() : Optional.of(Numbers.duration("--max-duration", maxDuration)),
                bandwidth == null ? OptionalLong.empty() : Numbers.rate("--bwlimit", bandwidth),
                nice == null ? OptionalInt.empty() : OptionalInt.of(niceness(nice)),
                Optional.ofNullable(ionice),
                retries(retries),
                stall == null ? Optional.empty() : Optional.of(Numbers.duration("--stall-timeout", stall)));
    }

    private static int retries(String text) throws RefusedException {
        long number = Numbers.count("--retries", text, 0);
        if (number > MOST_RETRIES) {
            throw RefusedException.usage("--retries " + text + " is too high: at most " + MOST_RETRIES);
        }
        return (int) number;
    }

    private static int niceness(String text) throws RefusedException {
        long number = Numbers.count("--nice", text, 0);
        if (number > MOST_NICE) {
            throw RefusedException.usage("--nice " + text + " is too high: at most " + MOST_NICE);
        }
        return (int) number;
    }
}
