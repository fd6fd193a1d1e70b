package dev.brigade.report;

import dev.brigade.format.Quantities;
import dev.brigade.format.Rate;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Figures;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import dev.brigade.model.Tuning;
import dev.brigade.model.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of an outcome: a table, and a line for each phase. Pure. */
final class OutcomeTable {
    private static final String INDENT = " ".repeat(14);

    private final Outcome outcome;
    private final List<String> lines = new ArrayList<>();

    private OutcomeTable(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Returns the lines. */
    static List<String> lines(Outcome outcome) {
        return new OutcomeTable(outcome).write();
    }

    private List<String> write() {
        table(Figures.of(outcome), outcome.task().dryRun());
        lines.add("");
        boolean stopped = outcome.stopped().isPresent();
        outcome.copy()
                .ifPresent(phase -> copied(phase, stopped && outcome.verify().isEmpty()));
        outcome.verify().ifPresent(phase -> verified(phase, stopped));
        outcome.tuning()
                .filter(tuning -> tuning.bound() != Bottleneck.UNKNOWN)
                .ifPresent(tuning -> row("Bottleneck", tuning.bound().text(), ""));
        return List.copyOf(lines);
    }

    private void table(Figures figures, boolean rehearsed) {
        cells(rehearsed ? "would be" : "", "files", "size");
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
        lines.add(String.format(Locale.ROOT, "  %-11s %11s  %10s", what, files, size)
                .stripTrailing());
    }

    private void copied(Phase phase, boolean stopped) {
        Written written = phase.written();
        long files = written.created().files() + written.changed().files();
        String what = files == 0 ? "nothing" : Quantities.bytes(written.transferredBytes());
        if (stopped) {
            row("Copied", what + ", stopped after " + Quantities.time(phase.time()), "");
            return;
        }
        String rates = files == 0
                ? ""
                : ": " + Rate.bytes(written.transferredBytes(), phase.time()) + ", " + Rate.files(files, phase.time());
        row("Copied", what + " in " + Quantities.time(phase.time()) + rates + ",", processes());
        if (written.direct() > 0) {
            row(
                    "Engine",
                    "direct " + Quantities.files(written.direct(), written.directBytes()) + "; rsync "
                            + Quantities.files(written.rsync(), written.rsyncBytes()),
                    "");
        }
    }

    private String processes() {
        int number = outcome.tuning().map(Tuning::processes).orElse(outcome.processes());
        return Quantities.count(number, "process", "processes")
                + (outcome.tuning().filter(Tuning::chosen).isPresent() ? ", chosen by brigade" : "");
    }

    private void verified(Phase phase, boolean stopped) {
        String what = outcome.task().dryRun() ? "Compared" : "Verified";
        if (stopped) {
            row(what, "stopped after " + Quantities.time(phase.time()) + ":", outcome.comparison());
            return;
        }
        Totals looked = phase.looked();
        long files = Math.max(0, looked.files() - phase.before().files());
        row(
                what,
                Quantities.count(looked.files(), "file", "files") + ", "
                        + Quantities.count(looked.directories(), "directory", "directories") + " in "
                        + Quantities.time(phase.time()) + ", " + Rate.files(files, phase.time()) + ":",
                outcome.comparison());
    }

    /** Adds a line; its end goes to a second line if both do not fit. */
    private void row(String what, String text, String end) {
        String line = String.format(Locale.ROOT, "  %-11s %s", what, text);
        if (end.isEmpty()) {
            lines.add(line);
        } else if (line.length() + 1 + end.length() <= OutcomeHead.WIDTH) {
            lines.add(line + " " + end);
        } else {
            lines.add(line);
            lines.add(INDENT + end);
        }
    }
}
