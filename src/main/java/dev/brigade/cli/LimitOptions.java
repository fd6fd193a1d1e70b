package dev.brigade.cli;

import dev.brigade.exec.Priority;
import dev.brigade.model.Limits;
import dev.brigade.model.RefusedException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of time and machine a run may take. */
final class LimitOptions {
    private static final int MOST_NICE = 19;
    /** A day and night of half minutes. */
    private static final int MOST_RETRIES = 1000;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "Ends the run cleanly after that time, such as 5h, 90m or 1h30m, with exit code 10.")
    private @Nullable String maxDuration;

    @Option(
            names = "--bwlimit",
            paramLabel = "RATE",
            description = "What all processes together write, a second: KiB, or with K, M, G, T; shared evenly.")
    private @Nullable String bandwidth;

    @Option(
            names = "--nice",
            paramLabel = "N",
            description = "Adds N, 0 to 19, to the niceness of the rsync processes.")
    private @Nullable String nice;

    @Option(
            names = "--ionice",
            paramLabel = "CLASS",
            description = "Input and output of the rsync processes: idle, best-effort or best-effort:0 to 7.")
    private @Nullable String ionice;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often what failed for a reason that may pass is tried again (default: 3).")
    private String retries = "3";

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            description = "Ends the run with exit code 31 where nothing has moved for that time (default: waits).")
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
            throw RefusedException.usage("--retries " + text + " is too many: at most " + MOST_RETRIES);
        }
        return (int) number;
    }

    private static int niceness(String text) throws RefusedException {
        long number = Numbers.count("--nice", text, 0);
        if (number > MOST_NICE) {
            throw RefusedException.usage("--nice " + text + " is too much: at most " + MOST_NICE);
        }
        return (int) number;
    }
}
