package dev.brigade.machine;

import dev.brigade.model.Ending;
import dev.brigade.model.Figures;
import dev.brigade.model.Outcome;
import dev.brigade.report.Json;
import dev.brigade.report.OutcomeJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes how a run ended as environment variables. Pure. */
public final class EndVariables {
    /** Variables that begin like this are no settings: the command may start brigade again. */
    public static final String PREFIX = "BRIGADE_END_";

    private EndVariables() {}

    /**
     * Returns the variables.
     *
     * @param exitCode the program's
     */
    public static Map<String, String> of(Ending ending, int exitCode) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("EXIT_CODE", "" + exitCode);
        variables.put("RESULT", Json.word(ending.code()));
        variables.put("MESSAGE", ending.message().replace('\0', ' '));
        variables.put("JSON", Json.line(OutcomeJson.of(ending, 0)));
        ending.outcome().ifPresent(outcome -> add(outcome, variables));
        Map<String, String> named = new LinkedHashMap<>();
        variables.forEach((name, value) -> named.put(PREFIX + name, value));
        return named;
    }

    private static void add(Outcome outcome, Map<String, String> variables) {
        Figures figures = Figures.of(outcome);
        variables.put("RUN", outcome.run().id());
        variables.put("JOB", outcome.run().job().orElse(""));
        variables.put("STARTED", Json.time(outcome.run().started()));
        variables.put("ENDED", Json.time(outcome.run().ended()));
        variables.put(
                "SECONDS",
                ""
                        + Duration.between(
                                        outcome.run().started(), outcome.run().ended())
                                .toSeconds());
        variables.put("FILES_NEW", "" + figures.created().files());
        variables.put("FILES_CHANGED", "" + figures.changed().files());
        variables.put("FILES_DELETED", "" + figures.deleted());
        variables.put("FILES_FAILED", "" + figures.failed());
        variables.put("BYTES_NEW", "" + figures.created().bytes());
        variables.put("BYTES_CHANGED", "" + figures.changed().bytes());
        figures.unchanged().ifPresent(files -> {
            variables.put("FILES_UNCHANGED", "" + files.files());
            variables.put("BYTES_UNCHANGED", "" + files.bytes());
        });
    }
}
