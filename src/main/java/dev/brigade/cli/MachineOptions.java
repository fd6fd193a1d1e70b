package dev.brigade.cli;

import dev.brigade.model.Ending;
import dev.brigade.model.ExitCode;
import dev.brigade.report.Json;
import dev.brigade.report.OutcomeJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What programs are told of a run. The order puts these options behind those of the command itself. */
final class MachineOptions {
    /** Names standard output. */
    static final String STANDARD_OUTPUT = "-";

    private static final String JSON = "--json";

    @Option(names = JSON, order = 1, description = "Print the outcome as one JSON document instead of text.")
    boolean json;

    @Option(
            names = "--log-json",
            paramLabel = "FILE|-",
            order = 1,
            description = "Write events to FILE as JSON, one on each line (- is standard output).")
    @Nullable
    String log;

    @Option(
            names = "--metrics",
            paramLabel = "FILE.prom",
            order = 1,
            description = "Write metrics for Prometheus at the end.")
    @Nullable
    String metrics;

    @Option(
            names = "--notify",
            paramLabel = "URL",
            order = 1,
            description = "Tell a healthchecks server of the start and the end.")
    @Nullable
    String notify;

    @Option(
            names = "--notify-json",
            paramLabel = "URL",
            order = 1,
            description = "POST the JSON document to URL at the end.")
    @Nullable
    String notifyJson;

    @Option(
            names = "--on-end",
            paramLabel = "COMMAND",
            order = 1,
            description = "Run COMMAND at the end; $BRIGADE_END_... tell it the outcome.")
    @Nullable
    String onEnd;

    /** Returns whether standard output is for JSON. */
    boolean takeOutput() {
        return json || STANDARD_OUTPUT.equals(log);
    }

    /** Prints a document for an error in the words of a command line, which nobody has understood yet. */
    static void writeUsageError(String[] words, String message, Console console) {
        if (List.of(words).contains(JSON)) {
            console.print(List.of(Json.line(OutcomeJson.of(Ending.without(ExitCode.USAGE, message), 0))));
        }
    }
}
