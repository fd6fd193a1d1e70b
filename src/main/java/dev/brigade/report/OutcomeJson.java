package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.Ending;
import dev.brigade.model.EntryLists;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FailureGroup;
import dev.brigade.model.Figures;
import dev.brigade.model.FileName;
import dev.brigade.model.Outcome;
import dev.brigade.model.Problem;
import dev.brigade.model.RunIdentity;
import dev.brigade.model.RunTask;
import dev.brigade.model.Totals;
import dev.brigade.model.Tuning;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes how a run ended as a JSON object. {@code docs/brigade.schema.json} has its keys; they are only ever added. A
 * command that was refused has only those of the verdict. Pure.
 */
public final class OutcomeJson {
    /** Version of the keys and their meanings. */
    public static final int SCHEMA_VERSION = 1;

    /** Names of a list that are written; more are only counted. */
    public static final int LISTED = 1_000;

    private OutcomeJson() {}

    /** Returns an outcome as one line, with the first {@link #LISTED} names of each list. */
    public static String line(Outcome outcome) {
        return Json.line(of(Ending.of(outcome), LISTED));
    }

    /**
     * Returns the object.
     *
     * @param most names of each list that are written
     */
    public static Map<String, @Nullable Object> of(Ending ending, int most) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", SCHEMA_VERSION);
        json.put("result", Json.word(ending.code()));
        json.put("exit_code", ending.code().number());
        json.put("meaning", ending.code().meaning());
        json.put("complete", ExitCode.isComplete(ending.code().number()));
        json.put("message", Names.printable(ending.message()));
        ending.outcome().ifPresent(outcome -> add(outcome.first(most), groups(outcome.entries()), json));
        return json;
    }

    private static void add(
            Outcome outcome, List<Map<String, @Nullable Object>> groups, Map<String, @Nullable Object> json) {
        RunIdentity run = outcome.run();
        json.put("run", identity(run));
        json.put("started", Json.time(run.started()));
        json.put("ended", Json.time(run.ended()));
        json.put("seconds", Json.seconds(Duration.between(run.started(), run.ended())));
        json.put("task", task(outcome.task()));
        json.put("processes", outcome.tuning().map(Tuning::processes).orElse(outcome.processes()));
        json.put("processes_chosen", outcome.tuning().filter(Tuning::chosen).isPresent());
        json.put(
                "bottleneck",
                outcome.tuning()
                        .map(Tuning::bound)
                        .filter(bound -> bound != Bottleneck.UNKNOWN)
                        .map(Json::word)
                        .orElse(null));
        json.put("figures", figures(Figures.of(outcome)));
        json.put("copy", outcome.copy().map(PhaseJson::copy).orElse(null));
        json.put("verify", outcome.verify().map(PhaseJson::verify).orElse(null));
        json.put("compared", Names.printable(outcome.comparison()));
        json.put("entries", entries(outcome.entries()));
        json.put("failure_groups", groups);
        json.put("warnings", outcome.warnings().stream().map(Names::printable).toList());
        json.put(
                "stopped",
                outcome.stopped()
                        .map(cause -> Json.with(
                                Json.with(new LinkedHashMap<>(), "reason", Json.word(cause.reason())),
                                "message",
                                Names.printable(cause.message())))
                        .orElse(null));
    }

    private static Map<String, @Nullable Object> identity(RunIdentity run) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", run.id().isEmpty() ? null : run.id());
        json.put("job", run.job().map(Names::printable).orElse(null));
        json.put("version", run.version());
        json.put("host", Names.printable(run.host()));
        json.put("command", run.command().stream().map(Names::printable).toList());
        return json;
    }

    private static Map<String, @Nullable Object> task(RunTask task) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("mode", Json.word(task.mode()));
        json.put("sources", task.sources().stream().map(Names::printable).toList());
        json.put("destination", Names.printable(task.destination()));
        json.put("verify", Json.word(task.verify()));
        json.put("deletes", task.deletes());
        json.put("dry_run", task.dryRun());
        return json;
    }

    private static Map<String, @Nullable Object> figures(Figures figures) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("done_before", files(figures.before()));
        json.put("new", files(figures.created()));
        json.put("changed", files(figures.changed()));
        json.put("unchanged", figures.unchanged().map(OutcomeJson::files).orElse(null));
        json.put("deleted", Json.with(new LinkedHashMap<>(), "files", figures.deleted()));
        json.put("failed", Json.with(new LinkedHashMap<>(), "files", figures.failed()));
        return json;
    }

    private static Map<String, @Nullable Object> files(Totals totals) {
        return Json.with(Json.with(new LinkedHashMap<>(), "files", totals.files()), "bytes", totals.bytes());
    }

    private static Map<String, @Nullable Object> entries(EntryLists entries) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("repaired", list(entries.repaired(), OutcomeJson::change));
        json.put("changed", list(entries.changed(), Json::path));
        json.put("vanished", list(entries.vanished(), Json::path));
        json.put("deleted", list(entries.deleted(), Json::path));
        json.put("differing", list(entries.differing(), OutcomeJson::change));
        json.put("failed", list(entries.failed(), OutcomeJson::problem));
        return json;
    }

    /** Returns what failed and what still differs, by reason. */
    private static List<Map<String, @Nullable Object>> groups(EntryLists entries) {
        return Stream.concat(FailureGroup.failed(entries).stream(), FailureGroup.differing(entries).stream())
                .map(OutcomeJson::group)
                .toList();
    }

    private static Map<String, @Nullable Object> group(FailureGroup group) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("reason", group.reason().isEmpty() ? null : Names.printable(group.reason()));
        json.put("count", group.count());
        json.put("first", group.first().stream().map(OutcomeJson::problem).toList());
        json.put("remedy", group.remedy().orElse(null));
        return json;
    }

    private static <T> Map<String, @Nullable Object> list(
            CappedList<T> capped, Function<T, Map<String, @Nullable Object>> json) {
        List<Map<String, @Nullable Object>> first =
                capped.first().stream().map(json).toList();
        return Json.with(Json.with(new LinkedHashMap<>(), "count", capped.count()), "first", first);
    }

    private static Map<String, @Nullable Object> change(Change change) {
        FileName other = change.sharedName().orElse(null);
        Map<String, @Nullable Object> json = Json.path(change.name());
        json.put("difference", other == null ? change.difference() : "same_name");
        if (other != null) {
            json.put("other", Json.path(other));
        }
        return json;
    }

    /** Returns a failure: its path, if it is known, and rsync's or the system's words. */
    public static Map<String, @Nullable Object> problem(Problem problem) {
        FileName name = problem.name();
        Map<String, @Nullable Object> json = name == null ? new LinkedHashMap<>() : Json.path(name);
        json.put("reason", Names.printable(problem.reason()));
        return json;
    }
}
