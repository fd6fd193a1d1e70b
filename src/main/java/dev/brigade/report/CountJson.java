package dev.brigade.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.brigade.count.CountResult;
import dev.brigade.format.Names;
import dev.brigade.format.Rate;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a count as one JSON object on one line. {@code docs/count.md} has its keys; keys are only ever added. A path
 * is printable text, and also base64 if its bytes differ from that. Pure.
 */
public final class CountJson {
    private static final Gson JSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private CountJson() {}

    /** Returns the line. */
    public static String line(CountResult counted) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("complete", counted.exitCode() == ExitCode.OK);
        json.put("exit_code", counted.exitCode().number());
        json.put("roots", counted.roots().stream().map(CountJson::path).toList());
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
                        .map(file -> with(path(file.path()), "bytes", file.bytes()))
                        .orElse(null));
        json.put("sizes", counted.sizes());
        json.put("judge_by", judgement(counted));
        List<Map<String, Object>> worst = counted.flat().first().stream()
                .map(directory -> with(path(directory.path()), "entries", directory.entries()))
                .toList();
        Map<String, Object> flat = with(new LinkedHashMap<>(), "limit", counted.flatLimit());
        json.put("flat", with(with(flat, "count", counted.flat().count()), "worst", worst));
        List<Map<String, Object>> first =
                counted.unreadable().first().stream().map(CountJson::problem).toList();
        Map<String, Object> unreadable =
                with(new LinkedHashMap<>(), "count", counted.unreadable().count());
        json.put("unreadable", with(unreadable, "first", first));
        Map<String, Object> sync = with(new LinkedHashMap<>(), "processes", counted.processes());
        json.put("sync", with(sync, "files", counted.bucketEntries()));
        json.put("seconds", counted.time().toMillis() / 1000.0);
        return JSON.toJson(json);
    }

    private static @Nullable String judgement(CountResult counted) {
        if (counted.distinctFiles() == 0) {
            return null;
        }
        return Rate.isInBytes(counted.distinctFiles(), counted.bytes()) ? "bytes/s" : "files/s";
    }

    private static Map<String, Object> problem(Problem problem) {
        FileName name = problem.name();
        return with(name == null ? new LinkedHashMap<>() : path(name), "reason", Names.printable(problem.reason()));
    }

    private static Map<String, Object> path(FileName path) {
        byte[] bytes = path.toBytes();
        String shown = Names.printable(bytes);
        Map<String, Object> json = with(new LinkedHashMap<>(), "path", shown);
        return Arrays.equals(shown.getBytes(StandardCharsets.UTF_8), bytes)
                ? json
                : with(json, "path_base64", Base64.getEncoder().encodeToString(bytes));
    }

    private static Map<String, Object> with(Map<String, Object> json, String key, Object value) {
        json.put(key, value);
        return json;
    }
}
