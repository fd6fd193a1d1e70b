package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.format.Rate;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Figures;
import dev.brigade.model.FileName;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.Problem;
import dev.brigade.model.StopCause;
import dev.brigade.model.Totals;
import dev.brigade.model.Tuning;
import dev.brigade.model.Written;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes an outcome as lines of text. Pure. */
public final class TextReport {
    /** How much is reported. */
    public enum Detail {
        /** A table of figures, a line for each phase, the problems, and the result. */
        NORMAL,
        /** Also every name that was repaired or deleted. */
        VERBOSE
    }

    /** More repaired entries than this are only counted, unless the user wants all. */
    private static final int LISTED = 1000;

    private final Outcome outcome;
    private final Detail detail;
    private final List<String> lines = new ArrayList<>();

    private TextReport(Outcome outcome, Detail detail) {
        this.outcome = outcome;
        this.detail = detail;
    }

    /** Returns the lines of an outcome. */
    public static List<String> lines(Outcome outcome, Detail detail) {
        return new TextReport(outcome, detail).write();
    }

    /** Returns only problems and warnings; nothing if all is well. */
    public static List<String> problems(Outcome outcome) {
        TextReport report = new TextReport(outcome, Detail.NORMAL);
        report.writeProblems();
        outcome.stopped().ifPresent(cause -> report.lines.add(report.result()));
        return List.copyOf(report.lines);
    }

    private void writeProblems() {
        names(lines, "vanished", outcome.entries().vanished(), TextReport::name, CappedList.KEPT);
        grouped("still differs", outcome.entries().differing(), TextReport::change, Refusal::of);
        grouped("failed", outcome.entries().failed(), TextReport::problem, Refusal::of);
        outcome.warnings().forEach(warning -> lines.add("warning: " + Names.printable(warning)));
    }

    private List<String> write() {
        boolean rehearsed = outcome.task().dryRun();
        table(Figures.of(outcome), rehearsed);
        lines.add("");
        boolean stopped = outcome.stopped().isPresent();
        outcome.copy()
                .ifPresent(phase ->
                        lines.add(copied(phase, stopped && outcome.verify().isEmpty())));
        outcome.verify().ifPresent(phase -> lines.add(verified(phase, stopped)));
        outcome.tuning()
                .filter(tuning -> tuning.bound() != Bottleneck.UNKNOWN)
                .ifPresent(tuning -> lines.add(row("Bottleneck", tuning.bound().text())));
        boolean all = rehearsed || detail == Detail.VERBOSE;
        names(
                lines,
                rehearsed ? "differs" : "repaired",
                outcome.entries().repaired(),
                TextReport::change,
                all ? CappedList.KEPT : LISTED);
        names(
                lines,
                rehearsed ? "extra" : "deleted",
                outcome.entries().deleted(),
                TextReport::name,
                all ? CappedList.KEPT : 0);
        names(lines, "changed", outcome.entries().changed(), TextReport::name, CappedList.KEPT);
        writeProblems();
        lines.add(result());
        return List.copyOf(lines);
    }

    private void table(Figures figures, boolean rehearsed) {
        cells(rehearsed ? "would be" : "result", "files", "size");
        if (figures.before().entries() > 0) {
            cells("done before", figures.before());
        }
        cells("new", figures.created());
        cells("changed", figures.changed());
        figures.unchanged().ifPresent(files -> cells("unchanged", files));
        cells("deleted", Quantities.count(figures.deleted()), "");
        cells("failed", Quantities.count(figures.failed()), "");
    }

    private void cells(String what, Totals totals) {
        cells(what, Quantities.count(totals.files()), Quantities.bytes(totals.bytes()));
    }

    private void cells(String what, String files, String size) {
        lines.add(String.format(Locale.ROOT, "%-11s %13s  %10s", what, files, size)
                .stripTrailing());
    }

    /** Returns what kept a run from being faster, if that is known. */
    static String bound(Tuning tuning) {
        return tuning.bound() == Bottleneck.UNKNOWN
                ? ""
                : "; bottleneck: " + tuning.bound().text();
    }

    private String copied(Phase phase, boolean stopped) {
        Written written = phase.written();
        long files = written.created().files() + written.changed().files();
        String what = files == 0 ? "nothing" : Quantities.bytes(written.transferredBytes());
        if (stopped) {
            return row("Copied", what + ", stopped after " + Quantities.time(phase.time()));
        }
        String rates = files == 0
                ? ""
                : ": " + Rate.bytes(written.transferredBytes(), phase.time()) + ", " + Rate.files(files, phase.time());
        return row("Copied", what + " in " + Quantities.time(phase.time()) + rates + ", " + processes());
    }

    private String processes() {
        int number = outcome.tuning().map(Tuning::processes).orElse(outcome.processes());
        return Quantities.count(number, "process", "processes")
                + (outcome.tuning().filter(Tuning::chosen).isPresent() ? ", chosen by brigade" : "");
    }

    private String verified(Phase phase, boolean stopped) {
        String what = outcome.task().dryRun() ? "Compared" : "Verified";
        if (stopped) {
            return row(what, "stopped after " + Quantities.time(phase.time()) + ": " + outcome.comparison());
        }
        Totals looked = phase.looked();
        long files = Math.max(0, looked.files() - phase.before().files());
        return row(
                what,
                Quantities.count(looked.files(), "file", "files") + ", "
                        + Quantities.count(looked.directories(), "directory", "directories") + " in "
                        + Quantities.time(phase.time()) + ", " + Rate.files(files, phase.time()) + ": "
                        + outcome.comparison());
    }

    private static String row(String what, String text) {
        return String.format(Locale.ROOT, "%-11s %s", what, text);
    }

    /** Adds the number of things and the first of them. */
    static <T> void names(List<String> lines, String what, CappedList<T> capped, Function<T, String> text, int limit) {
        if (capped.isEmpty()) {
            return;
        }
        int shown = Math.min(limit, capped.first().size());
        lines.add(what + " " + Quantities.count(capped.count()) + (shown > 0 ? ":" : ""));
        capped.first().stream().limit(shown).forEach(thing -> lines.add("  " + text.apply(thing)));
        if (shown > 0 && shown < capped.count()) {
            lines.add("  and " + Quantities.count(capped.count() - shown) + " more");
        }
    }

    /** Adds things like {@code names} does, but one line for each refusal, unless the user wants all names. */
    private <T> void grouped(
            String what, CappedList<T> capped, Function<T, String> text, Function<T, Optional<Refusal>> refusal) {
        Map<Refusal, List<T>> groups = new EnumMap<>(Refusal.class);
        List<T> others = new ArrayList<>();
        for (T thing : capped.first()) {
            refusal.apply(thing)
                    .map(kind -> groups.computeIfAbsent(kind, none -> new ArrayList<>()))
                    .orElse(others)
                    .add(thing);
        }
        if (groups.isEmpty()) {
            names(lines, what, capped, text, CappedList.KEPT);
            return;
        }
        lines.add(what + " " + Quantities.count(capped.count()) + ":");
        boolean verified = outcome.verify().isPresent() && outcome.stopped().isEmpty();
        groups.forEach((kind, alike) -> lines.add("  " + Quantities.count(alike.size(), "entry", "entries")
                + ", the first " + text.apply(alike.get(0)) + ": " + (verified ? "data verified; " : "")
                + kind.text + (detail == Detail.VERBOSE ? "" : " (-v lists all)")));
        List<T> named = detail == Detail.VERBOSE ? capped.first() : others;
        named.forEach(thing -> lines.add("  " + text.apply(thing)));
        if (capped.count() > capped.first().size()) {
            lines.add(
                    "  and " + Quantities.count(capped.count() - capped.first().size()) + " more");
        }
    }

    private static String change(Change change) {
        String difference = change.sharedName()
                .map(other -> "the destination has it and " + name(other) + " under one name")
                .orElseGet(change::difference);
        return name(change.name()) + " (" + difference + ")";
    }

    private static String name(FileName name) {
        return name.isRoot() ? "./" : Names.printable(name.toBytes());
    }

    static String problem(Problem problem) {
        FileName name = problem.name();
        return (name == null ? "" : name(name) + ": ") + Names.printable(problem.reason());
    }

    private String result() {
        ExitCode code = ExitCode.of(outcome);
        Optional<StopCause> stopped = outcome.stopped();
        if (stopped.isPresent()) {
            boolean resumes =
                    outcome.task().mode() == Mode.SYNC && !outcome.task().dryRun();
            return code.meaning() + ": " + Names.printable(stopped.get().message()) + "; run the same command again"
                    + (resumes ? " to resume" : "");
        }
        if (code != ExitCode.OK) {
            return code.meaning();
        }
        if (outcome.task().dryRun()) {
            return outcome.task().copies() ? "nothing was changed (dry run)" : "no differences";
        }
        return outcome.verify().isPresent()
                ? outcome.copy().isPresent() ? code.meaning() : "all verified"
                : "all copied, not verified";
    }
}
