package dev.brigade.machine;

import dev.brigade.model.Ending;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of metrics for the textfile collector of Prometheus's node_exporter. */
public final class MetricsFile {
    private static final String SUFFIX = ".prom";
    /** The job of runs without a name. */
    private static final String DEFAULT_JOB = "default";

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    private static final Pattern LINE =
            Pattern.compile("^(brigade_\\w+)\\{job=\"((?:[^\"\\\\]|\\\\.)*)\"} ([0-9]+(?:\\.[0-9]+)?(?:E[0-9]+)?)$");

    private final Path file;
    private final Clock clock;

    private MetricsFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Returns the file, which need not exist.
     *
     * @throws RefusedException if no metrics can be there
     */
    public static MetricsFile at(Path file, Clock clock) throws RefusedException {
        if (!file.toString().endsWith(SUFFIX)) {
            throw RefusedException.usage(
                    "--metrics needs a file whose name ends in " + SUFFIX + ", because node_exporter reads no others");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new RefusedException(
                    Fault.NOT_READY, "the metrics " + file + " cannot be written: there is no such directory");
        }
        return new MetricsFile(file.toAbsolutePath(), clock);
    }

    /**
     * Replaces the file in one step; the time of the last success stays if this was none. The file has mode 0644. A
     * command without an outcome counts for the job that the file is of.
     *
     * @param warnings takes a line if it cannot be written
     */
    public void write(Ending ending, Consumer<String> warnings) {
        // Not *.prom, which the collector would read.
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try {
                Files.writeString(temporary, text(ending));
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            warnings.accept("the metrics " + file + " cannot be written: " + Reasons.of(e));
        }
    }

    private String text(Ending ending) throws IOException {
        List<Matcher> before = Files.isRegularFile(file)
                ? Files.readString(file)
                        .lines()
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .toList()
                : List.of();
        // A command that was refused need not know its job.
        String job = ending.outcome()
                .map(outcome -> outcome.run().job().orElse(DEFAULT_JOB))
                .or(() -> before.stream().map(MetricsFile::job).findFirst())
                .orElse(DEFAULT_JOB);
        Optional<Double> lastSuccess = before.stream()
                .filter(line ->
                        line.group(1).equals(Metrics.LAST_SUCCESS) && job(line).equals(job))
                .map(line -> Double.valueOf(line.group(3)))
                .findFirst();
        return Metrics.text(ending, job, clock.instant(), lastSuccess);
    }

    private static String job(Matcher line) {
        return ESCAPED.matcher(line.group(2))
                .replaceAll(
                        escaped -> Matcher.quoteReplacement(escaped.group(1).equals("n") ? "\n" : escaped.group(1)));
    }
}
