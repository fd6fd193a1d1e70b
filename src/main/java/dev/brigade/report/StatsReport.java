package dev.brigade.report;

import dev.brigade.format.Quantities;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import java.util.ArrayList;
import java.util.List;

/** The figures behind an outcome, one a line. Pure. */
public final class StatsReport {
    private StatsReport() {}

    /** Writes the figures. */
    public static List<String> lines(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("Processes at a time: " + outcome.processes());
        outcome.copy().ifPresent(phase -> add("Copy", phase, lines));
        outcome.verify().ifPresent(phase -> add("Verify", phase, lines));
        return List.copyOf(lines);
    }

    private static void add(String name, Phase phase, List<String> lines) {
        Totals totals = phase.looked();
        long files = Math.max(1, totals.entries() - totals.directories());
        lines.add(name + " entries: " + Quantities.count(totals.entries()) + " ("
                + Quantities.count(totals.directories()) + " directories)");
        lines.add(name + " size: " + Quantities.bytes(totals.bytes()) + " (mean "
                + Quantities.bytes((double) totals.bytes() / files) + ")");
        lines.add(name + " created: " + Quantities.count(phase.created()));
        lines.add(name + " transferred: " + Quantities.count(phase.transferred()) + " files, "
                + Quantities.bytes(phase.transferredBytes()));
        lines.add(name + " entries per second: "
                + Quantities.count(Math.round(Quantities.perSecond(totals.entries(), phase.time()))));
        lines.add(name + " bytes per second: " + Quantities.bytes(Quantities.perSecond(totals.bytes(), phase.time())));
        lines.add(name + " rsync processes: " + Quantities.count(phase.processes()));
        lines.add(name + " crawl time: " + Quantities.time(phase.crawlTime()));
        lines.add(name + " time: " + Quantities.time(phase.time()));
    }
}
