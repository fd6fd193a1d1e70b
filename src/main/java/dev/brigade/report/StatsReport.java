package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.MountUse;
import dev.brigade.model.NfsMount;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.RpcCount;
import dev.brigade.model.Totals;
import dev.brigade.model.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the figures of an outcome, one on each line. Pure. */
public final class StatsReport {
    private StatsReport() {}

    /** Returns the lines. */
    public static List<String> lines(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("Processes at a time: "
                + outcome.tuning()
                        .map(tuning -> tuning.processes()
                                + (tuning.chosen() ? ", chosen by brigade" : "")
                                + TextReport.bound(tuning))
                        .orElse("" + outcome.processes()));
        addMounts(outcome, lines);
        outcome.copy().ifPresent(phase -> add("Copy", phase, lines));
        outcome.verify().ifPresent(phase -> add("Verify", phase, lines));
        return List.copyOf(lines);
    }

    /** Adds each mount once, as it was in the first phase. */
    private static void addMounts(Outcome outcome, List<String> lines) {
        outcome.copy().or(outcome::verify).stream()
                .flatMap(phase -> phase.mounts().stream())
                .forEach(use -> {
                    NfsMount mount = use.mount();
                    lines.add("Mount of the " + use.role() + ": " + Names.printable(mount.source()) + " on "
                            + Names.printable(mount.point().toString()) + ", NFS " + mount.version() + ", rsize "
                            + Quantities.count(mount.readBytes()) + ", wsize " + Quantities.count(mount.writeBytes())
                            + ", nconnect " + mount.connections() + ", " + mount.recovery());
                });
    }

    private static String rpcs(String name, MountUse use, long files) {
        RpcCount rpcs = use.rpcs();
        return String.format(
                Locale.ROOT,
                "%s RPCs to the %s: %s, %.1f a file, mean round trip %.2f ms",
                name,
                use.role(),
                Quantities.count(rpcs.calls()),
                (double) rpcs.calls() / files,
                rpcs.mean().orElse(0));
    }

    private static void add(String name, Phase phase, List<String> lines) {
        Totals totals = phase.looked();
        long files = Math.max(1, totals.entries() - totals.directories());
        lines.add(name + " entries: " + Quantities.count(totals.entries()) + " ("
                + Quantities.count(totals.directories()) + " directories)");
        if (phase.before().entries() > 0) {
            lines.add(name + " entries done before: "
                    + Quantities.count(phase.before().entries()));
        }
        lines.add(name + " size: " + Quantities.bytes(totals.bytes()) + " (mean "
                + Quantities.bytes((double) totals.bytes() / files) + ")");
        Written written = phase.written();
        lines.add(name + " created: " + Quantities.count(written.created().entries()) + " ("
                + Quantities.count(written.created().directories()) + " directories)");
        lines.add(name + " changed: " + Quantities.count(written.changed().entries()));
        lines.add(name + " transferred: " + Quantities.count(written.transferred()) + " files, "
                + Quantities.bytes(written.transferredBytes()));
        if (written.direct() > 0) {
            lines.add(name + " transferred by brigade itself: " + Quantities.count(written.direct()) + " files, "
                    + Quantities.bytes(written.directBytes()));
        }
        lines.add(name + " entries per second: "
                + Quantities.count(Math.round(
                        Quantities.perSecond(totals.entries() - phase.before().entries(), phase.time()))));
        lines.add(name + " transferred bytes per second: "
                + Quantities.bytes(Quantities.perSecond(written.transferredBytes(), phase.time())));
        lines.add(name + " rsync processes: " + Quantities.count(phase.processes())
                + (phase.retries() == 0 ? "" : ", " + Quantities.count(phase.retries()) + " of them retries"));
        phase.mounts().forEach(use -> lines.add(rpcs(name, use, files)));
        lines.add(name + " crawl time: " + Quantities.time(phase.crawlTime()));
        lines.add(name + " time: " + Quantities.time(phase.time()));
    }
}
