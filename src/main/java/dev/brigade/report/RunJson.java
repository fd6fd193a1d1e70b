package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.model.Ending;
import dev.brigade.model.Outcome;
import dev.brigade.model.RunIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A saved run, to be written as JSON. Keys are only ever added. Immutable.
 *
 * @param id the name of its directory
 * @param state running, unfinished, finished or damaged
 * @param started when it was started, if that is known
 * @param job what the user calls the job, if it has a name
 * @param command the command line that starts the same run again
 * @param stateDirectory where it is kept
 * @param progress how far it is, one line, while it runs
 * @param damage what cannot be read, one clause
 * @param outcome how it ended, if it did
 */
public record RunJson(
        String id,
        Enum<?> state,
        Optional<Instant> started,
        Optional<String> job,
        List<String> command,
        Path stateDirectory,
        Optional<String> progress,
        Optional<String> damage,
        Optional<Outcome> outcome) {
    /** Names of each list that the outcome keeps; {@code runs show} has all. */
    private static final int NAMES = 20;

    /** Returns the runs as an array on one line. */
    public static String array(List<RunJson> runs) {
        return Json.array(runs.stream().map(RunJson::object).toList());
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Names.printable(id));
        json.put("short_id", Names.printable(RunIdentity.shortId(id)));
        json.put("state", Json.word(state));
        json.put("started", started.map(Json::time).orElse(null));
        json.put("job", job.map(Names::printable).orElse(null));
        json.put("command", command.stream().map(Names::printable).toList());
        json.put("state_directory", Names.printable(stateDirectory.toString()));
        json.put("progress", progress.map(Names::printable).orElse(null));
        json.put("damage", damage.map(Names::printable).orElse(null));
        json.put(
                "outcome",
                outcome.map(end -> OutcomeJson.of(Ending.of(end), NAMES)).orElse(null));
        return json;
    }
}
