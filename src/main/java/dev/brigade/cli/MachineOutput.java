package dev.brigade.cli;

import dev.brigade.event.RunEvent;
import dev.brigade.job.WorkOutcome;
import dev.brigade.machine.EventLog;
import dev.brigade.machine.LogFile;
import dev.brigade.machine.MetricsFile;
import dev.brigade.machine.ProgressJson;
import dev.brigade.model.CappedList;
import dev.brigade.model.Ending;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.progress.ProgressDisplay;
import dev.brigade.report.Json;
import dev.brigade.report.OutcomeJson;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells programs of one command, as its {@link MachineOptions} ask for it. Used by one thread, except for events. */
final class MachineOutput implements Consumer<RunEvent> {
    /** How long the end waits for the storage of the log. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PROGRESS_MILLIS = 10_000;

    private final MachineOptions options;
    private final Console console;
    private final Messenger messenger;
    private final List<Outcome> outcomes = new ArrayList<>();
    private Optional<EventLog> log = Optional.empty();
    private Optional<MetricsFile> metrics = Optional.empty();
    private int listed = OutcomeJson.LISTED;
    private boolean answered;

    MachineOutput(MachineOptions options, RunCommand run) {
        this.options = options;
        this.console = run.console();
        this.messenger = new Messenger(run, this::warn);
    }

    /**
     * Begins, before anything is written elsewhere.
     *
     * @param verbose whether programs are told of every entry
     */
    void begin(boolean verbose) throws RefusedException, IOException {
        messenger.begin(options); // First, to tell of what is refused.
        listed = verbose ? CappedList.KEPT : OutcomeJson.LISTED;
        if (options.metrics != null) {
            metrics = Optional.of(MetricsFile.at(StateOptions.path("metrics", options.metrics), Clock.systemUTC()));
        }
        if (options.log != null) {
            log = Optional.of(open(options.log, verbose));
        }
    }

    private EventLog open(String file, boolean verbose) throws RefusedException, IOException {
        boolean standard = file.equals(MachineOptions.STANDARD_OUTPUT);
        if (standard && options.json) {
            throw RefusedException.usage("--json cannot be used with --log-json -, because both use standard output");
        }
        return new EventLog(
                standard ? new Unclosed(console.out()) : LogFile.open(StateOptions.path("log", file)),
                "the log " + (standard ? "on standard output" : file),
                About.program(),
                Clock.systemUTC(),
                verbose,
                PATIENCE,
                this::warn);
    }

    @Override
    public void accept(RunEvent event) {
        log.ifPresent(its -> its.accept(event));
    }

    /** Tells from time to time how far a run is. */
    void follow(ProgressDisplay display) {
        log.ifPresent(its -> display.watch(at -> its.add("progress", ProgressJson.of(at)), PROGRESS_MILLIS));
    }

    /** Adds the outcome of a run of the command. */
    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** Tells that the document is printed: the command has one of its own. */
    void answered() {
        answered = true;
    }

    /**
     * Tells how the command ended.
     *
     * @param exitCode the program's
     */
    void end(int exitCode) {
        Ending ending =
                WorkOutcome.of(outcomes).map(Ending::of).orElse(Ending.without(ExitCode.OK, "there was nothing to do"));
        end(ending, exitCode);
    }

    /** Tells that the command failed. */
    void fail(Throwable reason) {
        Failure failure = Failure.of(reason);
        end(
                new Ending(failure.code(), failure.message(), WorkOutcome.of(outcomes)),
                failure.code().number());
    }

    private void end(Ending ending, int exitCode) {
        Map<String, @Nullable Object> document = OutcomeJson.of(ending, listed);
        if (options.json && !answered) {
            console.print(List.of(Json.line(document)));
        }
        metrics.ifPresent(its -> its.write(ending, this::warn));
        log.ifPresent(its -> its.end(document));
        messenger.end(ending, exitCode, () -> Json.line(document));
    }

    private void warn(String text) {
        console.complain("warning: " + text);
    }

    /** A stream that others still need. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
