package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.MountUse;
import dev.brigade.model.NfsMount;
import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import dev.brigade.model.Written;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes a phase of an outcome as a JSON object. Pure. */
final class PhaseJson {
    private static final double MILLI = 1000.0;

    private PhaseJson() {}

    /** Returns phase 1; its rate is that of the files that it wrote. */
    static Map<String, @Nullable Object> copy(Phase phase) {
        Written written = phase.written();
        return of(phase, written.created().files() + written.changed().files());
    }

    /** Returns phase 2; its rate is that of the files that it compared. */
    static Map<String, @Nullable Object> verify(Phase phase) {
        return of(phase, Math.max(0, phase.looked().files() - phase.before().files()));
    }

    private static Map<String, @Nullable Object> of(Phase phase, long files) {
        Written written = phase.written();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("seconds", Json.seconds(phase.time()));
        json.put("crawl_seconds", Json.seconds(phase.crawlTime()));
        json.put("looked_at", totals(phase.looked()));
        json.put("done_before", totals(phase.before()));
        json.put("created", totals(written.created()));
        json.put("changed", totals(written.changed()));
        json.put("transferred_files", written.transferred());
        json.put("transferred_bytes", written.transferredBytes());
        json.put("direct_files", written.direct());
        json.put("direct_bytes", written.directBytes());
        json.put("files_per_second", rounded(Quantities.perSecond(files, phase.time())));
        json.put("bytes_per_second", Math.round(Quantities.perSecond(written.transferredBytes(), phase.time())));
        json.put("buckets", phase.buckets());
        json.put("processes", phase.processes());
        json.put("failed_processes", phase.failedProcesses());
        json.put("retries", phase.retries());
        json.put("process_seconds", Json.seconds(phase.processTime()));
        json.put("mounts", phase.mounts().stream().map(PhaseJson::mount).toList());
        return json;
    }

    private static Map<String, @Nullable Object> totals(Totals totals) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("files", totals.files());
        json.put("directories", totals.directories());
        json.put("bytes", totals.bytes());
        return json;
    }

    private static Map<String, @Nullable Object> mount(MountUse use) {
        NfsMount mount = use.mount();
        OptionalDouble mean = use.rpcs().mean();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("role", use.role());
        json.put("source", Names.printable(mount.source()));
        json.put("point", Names.printable(mount.point().toString()));
        json.put("nfs_version", mount.version());
        json.put("nconnect", mount.connections());
        json.put("calls", use.rpcs().calls());
        json.put("round_trip_ms", mean.isPresent() ? rounded(mean.getAsDouble()) : null);
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * MILLI) / MILLI;
    }
}
