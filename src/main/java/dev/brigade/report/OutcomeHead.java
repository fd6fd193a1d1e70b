package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RunIdentity;
import dev.brigade.model.RunTask;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first lines of an outcome: which run, its result, and when. Pure. */
public final class OutcomeHead {
    /** Columns of a line, if its words fit. */
    static final int WIDTH = 80;

    private static final int GAP = 3;
    private static final int MOST_SOURCES = 5;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private OutcomeHead() {}

    /**
     * Returns the lines, with an empty one at the end.
     *
     * @param code the exit code of the command
     */
    static List<String> lines(Outcome outcome, int code, Look look) {
        RunIdentity run = outcome.run();
        String name = run.shortId().isEmpty() ? "" : "run " + run.shortId() + "     ";
        String result = verdict(ExitCode.of(outcome)) + " (exit code " + code + ")";
        String right = name + look.paint(result, colour(code));
        List<String> lines = new ArrayList<>(task(outcome.task()));
        int free = WIDTH - lines.get(0).length() - name.length() - result.length();
        if (lines.size() == 1 && free >= GAP) {
            lines.set(0, lines.get(0) + " ".repeat(free) + right);
        } else {
            lines.add(right);
        }
        lines.add(times(run, look.zone()));
        lines.add("");
        return List.copyOf(lines);
    }

    private static List<String> task(RunTask task) {
        String command = "brigade " + command(task.mode()) + (task.dryRun() ? " --dry-run" : "");
        List<String> sources = task.sources().stream().map(Names::printable).toList();
        String destination = "-> " + Names.printable(task.destination());
        String one = command + " " + String.join(" ", sources) + " " + destination;
        if (one.length() <= WIDTH && sources.size() <= MOST_SOURCES) {
            return List.of(one);
        }
        List<String> lines = new ArrayList<>(List.of(command));
        sources.stream().limit(MOST_SOURCES).forEach(source -> lines.add("  " + source));
        if (sources.size() > MOST_SOURCES) {
            lines.add("  and " + Quantities.count(sources.size() - MOST_SOURCES) + " more sources");
        }
        lines.add("  " + destination);
        return lines;
    }

    /** Returns the command that runs in a mode. */
    private static String command(Mode mode) {
        return switch (mode) {
            case SYNC -> "sync";
            case VERIFY -> "verify";
            case COPY_ONLY -> "msrsync";
        };
    }

    /** Returns the result in a word or two. */
    public static String verdict(ExitCode code) {
        return switch (code) {
            case OK -> "OK";
            case SOURCE_CHANGED -> "SOURCE CHANGED";
            case INTERRUPTED -> "INTERRUPTED";
            case FAILED -> "FAILED";
            case DIFFERS -> "DIFFERENT";
            case BUG, USAGE, BUSY, NO_SPACE, STORAGE_LOST, NOT_READY -> "STOPPED";
        };
    }

    private static Look.Colour colour(int code) {
        return code == ExitCode.OK.number()
                ? Look.Colour.GREEN
                : ExitCode.isComplete(code) ? Look.Colour.YELLOW : Look.Colour.RED;
    }

    /** Returns {@code Fri 27 Nov 22:00:04 - 23:41:12 CET, 1h41m}. */
    static String times(RunIdentity run, ZoneId zone) {
        ZonedDateTime start = run.started().atZone(zone);
        ZonedDateTime end = run.ended().atZone(zone);
        LocalDate day = start.toLocalDate();
        return DAY.format(start) + " " + TIME.format(start) + " - "
                + (day.equals(end.toLocalDate()) ? "" : DAY.format(end) + " ") + TIME.format(end) + " "
                + ZONE.format(end) + ", " + duration(Duration.between(start, end));
    }

    /** Returns a time that is known in whole seconds. */
    public static String duration(Duration time) {
        return time.toMinutes() < 1 ? time.toSeconds() + " s" : Quantities.time(time);
    }
}
