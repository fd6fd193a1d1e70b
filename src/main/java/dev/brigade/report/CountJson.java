package dev.brigade.report;

import dev.brigade.count.CountResult;
import dev.brigade.model.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a count as one JSON object on one line. {@code docs/count.md} has its keys; keys are only ever added. A path
 * is printable text, and also base64 if its bytes differ from that. Pure.
 */
public final class CountJson {
    private CountJson() {}

    /** Returns the line. */
    public static String line(CountResult counted) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("complete", counted.exitCode() == ExitCode.OK);
        json.put("exit_code", counted.exitCode().number());
        json.put("roots", counted.roots().stream().map(Json::path).toList());
        json.put("entries", counted.entries());
        json.put("files", counted.files());
        json.put("directories", counted.directories());
        json.put("symlinks", counted.symlinks());
        json.put("others", counted.others());
        json.put("hard_links", counted.hardLinks());
        json.put("hard_links_exact", counted.hardLinksExact());
        json.put("bytes", counted.bytes());
        json.put("mean_bytes", Math.round(counted.meanBytes()));
        json.put(
                "largest",
                counted.largest()
                        .map(file -> Json.with(Json.path(file.path()), "bytes", file.bytes()))
                        .orElse(null));
        json.put("sizes", counted.sizes());
        json.put(
                "judge_by",
                counted.distinctFiles() == 0
                        ? null
                        : Judgement.of(counted.sizes()).rate());
        List<Map<String, @Nullable Object>> worst = counted.flat().first().stream()
                .map(directory -> Json.with(Json.path(directory.path()), "entries", directory.entries()))
                .toList();
        Map<String, @Nullable Object> flat = Json.with(new LinkedHashMap<>(), "limit", counted.flatLimit());
        json.put("flat", Json.with(Json.with(flat, "count", counted.flat().count()), "worst", worst));
        List<Map<String, @Nullable Object>> first =
                counted.unreadable().first().stream().map(OutcomeJson::problem).toList();
        Map<String, @Nullable Object> unreadable =
                Json.with(new LinkedHashMap<>(), "count", counted.unreadable().count());
        json.put("unreadable", Json.with(unreadable, "first", first));
        Map<String, @Nullable Object> sync = Json.with(new LinkedHashMap<>(), "processes", counted.processes());
        json.put("sync", Json.with(sync, "files", counted.bucketEntries()));
        json.put("seconds", Json.seconds(counted.time()));
        return Json.line(json);
    }
}
