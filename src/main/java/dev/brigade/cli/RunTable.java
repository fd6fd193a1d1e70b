package dev.brigade.cli;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Figures;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.RunIdentity;
import dev.brigade.report.OutcomeHead;
import dev.brigade.state.RunRequest;
import dev.brigade.state.SavedRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes saved runs as a table, one on each line. Pure. */
final class RunTable {
    private static final String JOB = "--job-name=";
    private static final String ROW = "%-4s  %-12s  %-6s  %-18s  %10s  %6s  %s";
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("dd MMM HH:mm", Locale.ENGLISH);

    private final ZoneId zone;
    private final Instant now;

    private RunTable(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** Returns a header and a line for each run. */
    static List<String> lines(List<SavedRun> runs, ZoneId zone, Instant now) {
        RunTable table = new RunTable(zone, now);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, ROW, "ID", "START", "TIME", "RESULT", "COPIED", "FAILED", "DESTINATION"));
        runs.forEach(run -> lines.add(table.line(run)));
        return lines;
    }

    private String line(SavedRun run) {
        Optional<Instant> start = run.request().flatMap(RunTable::started);
        return String.format(
                        Locale.ROOT,
                        ROW,
                        RunIdentity.shortId(run.id()),
                        start.map(at -> START.format(at.atZone(zone))).orElse(""),
                        time(run, start),
                        result(run),
                        run.end().map(RunTable::copied).orElse(""),
                        run.end()
                                .map(end -> Quantities.count(Figures.of(end).failed()))
                                .orElse(""),
                        run.damage()
                                .map(Names::printable)
                                .orElseGet(
                                        () -> run.request().map(RunTable::task).orElse("")))
                .stripTrailing();
    }

    static Optional<Instant> started(RunRequest request) {
        try {
            return Optional.of(Instant.parse(request.started()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String time(SavedRun run, Optional<Instant> start) {
        Optional<Duration> time = run.state() == SavedRun.State.RUNNING
                ? start.map(at -> Duration.between(at, now))
                : run.end()
                        .map(end ->
                                Duration.between(end.run().started(), end.run().ended()));
        return time.map(OutcomeHead::duration).orElse("");
    }

    /** Returns the result with its exit code, or how far the run is. */
    static String result(SavedRun run) {
        return switch (run.state()) {
            case RUNNING ->
                run.progress().stream().findFirst().map(Names::printable).orElse("running");
            case FINISHED -> run.end().map(RunTable::verdict).orElse("");
            case UNFINISHED -> run.end().map(RunTable::verdict).orElse("killed");
            case DAMAGED -> "damaged";
        };
    }

    private static String verdict(Outcome outcome) {
        return OutcomeHead.verdict(ExitCode.of(outcome)) + " (" + code(outcome) + ")";
    }

    /** Returns the exit code of the command that had an outcome. */
    static int code(Outcome outcome) {
        return outcome.task().mode() == Mode.COPY_ONLY
                ? MsrsyncExit.of(outcome).number
                : ExitCode.of(outcome).number();
    }

    private static String copied(Outcome outcome) {
        long bytes = Stream.of(outcome.copy(), outcome.verify())
                .flatMap(Optional::stream)
                .map(Phase::written)
                .mapToLong(written -> written.transferredBytes())
                .sum();
        return outcome.task().dryRun() ? "" : Quantities.bytes(bytes);
    }

    /** Returns the job's name if it has one, what is not a usual copy, and the destination. */
    private static String task(RunRequest request) {
        List<String> words = request.words();
        List<String> text = new ArrayList<>();
        job(request).map(name -> name + ":").ifPresent(text::add);
        words.stream().limit(1).filter(word -> !word.equals("sync")).forEach(text::add);
        words.stream().filter(word -> word.equals("--dry-run")).forEach(text::add);
        words.stream().skip(Math.max(1, words.size() - 1)).forEach(text::add);
        return Names.printable(String.join(" ", text));
    }

    /** Returns what the user calls the job, if it has a name. */
    static Optional<String> job(RunRequest request) {
        return request.words().stream()
                .takeWhile(word -> !word.equals("--"))
                .filter(word -> word.startsWith(JOB))
                .map(word -> word.substring(JOB.length()))
                .findFirst();
    }
}
