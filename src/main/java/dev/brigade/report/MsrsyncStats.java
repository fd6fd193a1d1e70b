package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes msrsync's block of figures. Scripts depend on its labels and their order. Pure. */
public final class MsrsyncStats {
    private static final double NANOS = 1e9;
    private static final int HUNDRED = 100;

    private MsrsyncStats() {}

    /**
     * Returns the lines.
     *
     * @param directory the working directory
     * @param arguments the words after the program's name
     */
    public static List<String> lines(Outcome outcome, String directory, List<String> arguments) {
        Optional<Phase> phase = outcome.copy();
        long entries = phase.map(p -> p.looked().entries()).orElse(0L);
        long bytes = phase.map(p -> p.looked().bytes()).orElse(0L);
        int buckets = phase.map(Phase::buckets).orElse(0);
        int processes = phase.map(Phase::processes).orElse(0);
        Duration time = phase.map(Phase::time).orElse(Duration.ZERO);
        Duration crawl = phase.map(Phase::crawlTime).orElse(Duration.ZERO);
        int failed = phase.map(Phase::failedProcesses).orElse(0);
        return List.of(
                "Status: " + (isSuccess(outcome) ? "SUCCESS" : failure(failed)),
                "Working directory: " + Names.printable(directory),
                "Command line: msrsync " + Names.printable(String.join(" ", arguments)),
                "Total size: " + Quantities.letters((double) bytes),
                "Total entries: " + entries,
                "Buckets number: " + buckets,
                "Mean entries per bucket: " + entries / Math.max(1, buckets),
                "Mean size per bucket: " + Quantities.letters((double) bytes / Math.max(1, buckets)),
                "Entries per second: " + (long) Quantities.perSecond(entries, time),
                "Speed: " + Quantities.letters(Quantities.perSecond(bytes, time)) + "/s",
                "Rsync workers: " + outcome.processes(),
                "Total rsync's processes (" + processes + ") cumulative runtime: "
                        + seconds(phase.map(Phase::processTime).orElse(Duration.ZERO)),
                String.format(
                        Locale.ROOT,
                        "Crawl time: %s (%.1f%% of total runtime)",
                        seconds(crawl),
                        time.isZero() ? 0.0 : HUNDRED * (double) crawl.toNanos() / time.toNanos()),
                "Total time: " + seconds(time));
    }

    private static boolean isSuccess(Outcome outcome) {
        return outcome.stopped().isEmpty() && outcome.entries().failed().isEmpty();
    }

    private static String failure(int processes) {
        return "FAILURE, " + processes + " rsync processe(s) had errors";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1fs", time.toNanos() / NANOS);
    }
}
