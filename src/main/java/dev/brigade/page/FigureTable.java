package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.format.Rate;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Figures;
import dev.brigade.model.History;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happened to the files, in numbers: the table that the terminal shows, too. */
final class FigureTable {
    private FigureTable() {}

    static Html of(RunPage run) {
        return run.outcome().map(FigureTable::of).orElseGet(() -> soFar(run.history()));
    }

    private static Html of(Outcome outcome) {
        Figures figures = Figures.of(outcome);
        List<Html> rows = new ArrayList<>();
        if (figures.before().entries() > 0) {
            rows.add(row("done before", figures.before()));
        }
        rows.add(row("new", figures.created()));
        rows.add(row("changed", figures.changed()));
        figures.unchanged().ifPresent(files -> rows.add(row("unchanged", files)));
        rows.add(row("deleted", figures.deleted()));
        rows.add(row("failed", figures.failed()));
        return Html.of("""
                <table class="figures"><thead><tr><th scope="col">{}</th><th scope="col" class="n">files</th>\
                <th scope="col" class="n">size</th></tr></thead><tbody>{}</tbody></table>
                <ul>{}</ul>
                """, outcome.task().dryRun() ? "would be" : "result", rows, phases(outcome));
    }

    private static Html row(String what, Totals totals) {
        return row(what, Quantities.count(totals.files()), Quantities.bytes(totals.bytes()));
    }

    private static Html row(String what, long number) {
        return row(what, Quantities.count(number), "");
    }

    private static Html row(String what, String files, String size) {
        return Html.of(
                "<tr class=\"{}\"><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                what.equals("failed") && !files.equals("0") ? "bad" : "",
                what,
                files,
                size);
    }

    private static List<Html> phases(Outcome outcome) {
        List<Html> lines = new ArrayList<>();
        outcome.copy().ifPresent(phase -> lines.add(Html.of("<li>{}</li>", copied(phase, outcome))));
        outcome.copy()
                .map(Phase::written)
                .filter(written -> written.direct() > 0)
                .ifPresent(written -> lines.add(Html.of(
                        "<li>The direct engine copied {}, rsync {}.</li>",
                        Quantities.files(written.direct(), written.directBytes()),
                        Quantities.files(written.rsync(), written.rsyncBytes()))));
        outcome.verify().ifPresent(phase -> lines.add(Html.of("<li>{}</li>", verified(phase, outcome))));
        outcome.tuning()
                .filter(tuning -> tuning.bound() != Bottleneck.UNKNOWN)
                .ifPresent(tuning -> lines.add(
                        Html.of("<li>Bottleneck: {}.</li>", tuning.bound().text())));
        return lines;
    }

    private static String copied(Phase phase, Outcome outcome) {
        return "Copied " + Quantities.bytes(phase.written().transferredBytes()) + " in " + Quantities.time(phase.time())
                + ": " + Rate.bytes(phase.written().transferredBytes(), phase.time()) + ", "
                + Rate.files(phase.written().transferred(), phase.time()) + ", "
                + Quantities.count(outcome.processes(), "process", "processes") + ".";
    }

    private static String verified(Phase phase, Outcome outcome) {
        return "Verified " + Quantities.count(phase.looked().files(), "file", "files") + " and "
                + Quantities.count(phase.looked().directories(), "directory", "directories") + " in "
                + Quantities.time(phase.time()) + ": " + outcome.comparison() + ".";
    }

    /** A run that goes on has no outcome. */
    private static Html soFar(History history) {
        Timeline timeline = Timeline.of(history);
        if (timeline.isEmpty()) {
            return Html.of("<p class=\"empty\">Nothing is known yet.</p>");
        }
        History.Sample last = timeline.moments().get(timeline.moments().size() - 1);
        return Html.of(
                """
                <ul><li>rsync has looked at {} so far, in all passes.</li><li>It has written {} in {}.</li>\
                <li>{} at the last look.</li></ul>
                <p class="note">The table of files and the lists of entries come when the run ends.</p>
                """,
                Quantities.count(last.entries(), "entry", "entries"),
                Quantities.bytes(last.bytes()),
                Quantities.time(Duration.ofMillis(last.millis())),
                Quantities.count(last.processes(), "rsync process ran", "rsync processes ran"));
    }
}
