package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.EntryLists;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FailureGroup;
import dev.brigade.model.FileName;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Problem;
import dev.brigade.model.RunIdentity;
import dev.brigade.model.StopCause;
import dev.brigade.model.Tuning;
import dev.brigade.report.Look.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes an outcome as lines of text. Pure. */
public final class TextReport {
    /** More names of one kind than this are only counted, unless the user wants all. */
    private static final int LISTED = 20;

    private static final String CHANGED = "changed in the source during the run";

    private final Outcome outcome;
    private final Look look;
    private final List<String> lines = new ArrayList<>();

    private TextReport(Outcome outcome, Look look) {
        this.outcome = outcome;
        this.look = look;
    }

    /**
     * Returns the lines of an outcome.
     *
     * @param code the exit code of the command
     */
    public static List<String> lines(Outcome outcome, int code, Look look) {
        return new TextReport(outcome, look).write(code);
    }

    /** Returns only problems and warnings; nothing if all is well. */
    public static List<String> problems(Outcome outcome, Look look) {
        TextReport report = new TextReport(outcome, look);
        report.writeProblems();
        outcome.stopped().ifPresent(cause -> report.lines.add(report.result()));
        return List.copyOf(report.lines);
    }

    /** Returns all names that failed or still differ, with their reasons. */
    public static List<String> failed(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        names(lines, "still differs", outcome.entries().differing(), TextReport::change, CappedList.KEPT);
        names(lines, "failed", outcome.entries().failed(), TextReport::problem, CappedList.KEPT);
        return List.copyOf(lines);
    }

    /** Returns all names that were repaired or deleted, or that changed in the source during the run. */
    public static List<String> changed(Outcome outcome) {
        EntryLists entries = outcome.entries();
        List<String> lines = new ArrayList<>();
        names(lines, "repaired", entries.repaired(), TextReport::change, CappedList.KEPT);
        names(lines, "deleted", entries.deleted(), TextReport::name, CappedList.KEPT);
        names(lines, CHANGED, entries.changed(), TextReport::name, CappedList.KEPT);
        names(lines, "vanished", entries.vanished(), TextReport::name, CappedList.KEPT);
        return List.copyOf(lines);
    }

    private List<String> write(int code) {
        EntryLists entries = outcome.entries();
        lines.addAll(OutcomeHead.lines(outcome, code, look));
        lines.addAll(OutcomeTable.lines(outcome));
        if (look.detail() == Detail.NORMAL) { // otherwise each was printed when it happened
            if (outcome.task().dryRun()) {
                lines.addAll(ChangeText.wouldBe(entries));
            } else {
                names("repaired", entries.repaired(), TextReport::change, false);
            }
        }
        names(CHANGED, entries.changed(), TextReport::name, false);
        writeProblems();
        lines.add(result());
        return List.copyOf(lines);
    }

    private void writeProblems() {
        EntryLists entries = outcome.entries();
        names("vanished", entries.vanished(), TextReport::name, false);
        if (look.detail() == Detail.VERBOSE) {
            names("still differs", entries.differing(), TextReport::change, true);
            names("failed", entries.failed(), TextReport::problem, true);
        } else {
            boolean verified = outcome.verify().isPresent() && outcome.stopped().isEmpty();
            lines.addAll(FailureText.lines(entries, verified, all("--failed")));
        }
        outcome.warnings().forEach(warning -> lines.add("warning: " + Names.printable(warning)));
    }

    /** Returns how to see all names of a kind. */
    private String all(String option) {
        RunIdentity run = outcome.run();
        return run.id().isEmpty()
                ? "-v lists them"
                : "brigade runs show " + run.shortId() + " " + option + look.options();
    }

    private <T> void names(String what, CappedList<T> capped, Function<T, String> text, boolean all) {
        boolean whole = all || look.detail() == Detail.VERBOSE;
        names(lines, what, capped, text, whole ? CappedList.KEPT : LISTED);
        if (!whole && capped.count() > LISTED) {
            lines.add("  all " + Quantities.count(capped.count()) + " names: " + all("--changed"));
        }
    }

    /** Returns what kept a run from being faster, if that is known. */
    static String bound(Tuning tuning) {
        return tuning.bound() == Bottleneck.UNKNOWN
                ? ""
                : "; bottleneck: " + tuning.bound().text();
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

    static String change(Change change) {
        return FailureText.Style.DIFFERS.of(FailureGroup.problem(change));
    }

    static String problem(Problem problem) {
        return FailureText.Style.FAILED.of(problem);
    }

    static String name(FileName name) {
        return name.isRoot() ? "./" : Names.printable(name.toBytes());
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
