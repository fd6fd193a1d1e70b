package dev.brigade.cli;

import dev.brigade.format.ShellWords;
import dev.brigade.machine.EndVariables;
import dev.brigade.machine.Notices;
import dev.brigade.machine.OnEnd;
import dev.brigade.machine.ShownUrl;
import dev.brigade.model.Ending;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.report.Look;
import dev.brigade.report.Look.Detail;
import dev.brigade.report.TextReport;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells servers that a command starts and ends, and starts the user's own command at the end. Used by one thread. */
final class Messenger {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RunCommand run;
    private final Consumer<String> warnings;
    private final Notices notices;
    private Optional<URI> check = Optional.empty();
    private Optional<URI> hook = Optional.empty();
    private List<String> command = List.of();

    Messenger(RunCommand run, Consumer<String> warnings) {
        this.run = run;
        this.warnings = warnings;
        this.notices = new Notices(TIMEOUT, PAUSE, warnings);
    }

    /** Checks all options, and tells of the start. */
    void begin(MachineOptions options) throws RefusedException {
        if (options.notify != null) {
            check = Optional.of(ShownUrl.of("--notify", options.notify));
        }
        if (options.notifyJson != null) {
            hook = Optional.of(ShownUrl.of("--notify-json", options.notifyJson));
        }
        if (options.onEnd != null) {
            command = words(options.onEnd);
        }
        check.ifPresent(notices::started);
    }

    private static List<String> words(String text) throws RefusedException {
        try {
            List<String> words = ShellWords.split(text, "--on-end");
            if (words.isEmpty() || words.get(0).isEmpty()) {
                throw RefusedException.usage("--on-end needs a command");
            }
            return words;
        } catch (ShellWords.UnfinishedException e) {
            throw RefusedException.usage(Failure.message(e));
        }
    }

    /**
     * Tells of the end, and waits until everybody knows.
     *
     * @param exitCode the program's
     * @param document the outcome as JSON
     */
    void end(Ending ending, int exitCode, Supplier<String> document) {
        check.ifPresent(url -> notices.ended(url, exitCode, text(ending)));
        hook.ifPresent(url -> notices.document(url, document.get()));
        try {
            if (!command.isEmpty()) {
                OnEnd.run(
                        command,
                        run.environment(),
                        EndVariables.of(ending, exitCode),
                        OnEnd.LIMIT,
                        line -> run.console().report(List.of(line)),
                        warnings);
            }
            notices.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the result first: a server may show only the beginning. */
    private static String text(Ending ending) {
        String result = "brigade: " + ending.message() + "\n";
        Optional<Outcome> outcome = ending.outcome();
        return outcome.isEmpty()
                ? result
                : result
                        + String.join(
                                "\n",
                                TextReport.lines(
                                        outcome.get(),
                                        ending.code().number(),
                                        new Look(Detail.NORMAL, ZoneId.systemDefault(), false, "")))
                        + "\n";
    }
}
