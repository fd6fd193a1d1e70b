package dev.brigade.machine;

import dev.brigade.model.Pass;
import dev.brigade.progress.Snapshot;
import dev.brigade.report.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a snapshot as JSON. Pure. */
public final class ProgressJson {
    private ProgressJson() {}

    /** Returns one line, without a line feed. */
    public static String line(Snapshot at) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", "progress");
        json.putAll(of(at));
        return Json.line(json);
    }

    /** Returns the keys of a snapshot. All values are numbers, but for the name of the stage. */
    public static Map<String, @Nullable Object> of(Snapshot at) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("phase", at.phase());
        json.put("stage", at.pass().map((Pass pass) -> Json.word(pass)).orElse("crawl"));
        json.put("entries", at.entries());
        json.put("entries_total", at.totals().entries());
        json.put("bytes", at.bytes());
        json.put("bytes_total", at.totals().bytes());
        json.put("entries_per_second", Math.round(at.entriesPerSecond()));
        json.put("bytes_per_second", Math.round(at.bytesPerSecond()));
        json.put("seconds", Json.seconds(Duration.ofNanos(at.elapsedNanos())));
        json.put("seconds_left", at.secondsLeft().map(Math::round).orElse(null));
        json.put("seconds_verification", at.verification().map(Json::seconds).orElse(null));
        json.put("processes", at.busy());
        json.put("failed", at.failed());
        return json;
    }
}
