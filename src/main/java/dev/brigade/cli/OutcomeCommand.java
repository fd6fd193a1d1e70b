package dev.brigade.cli;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.machine.ProgressJson;
import dev.brigade.model.Change;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import dev.brigade.progress.ProgressDisplay;
import dev.brigade.report.ChangeText;
import dev.brigade.report.Look;
import dev.brigade.report.Look.Detail;
import dev.brigade.report.StatsReport;
import dev.brigade.report.TextReport;
import dev.brigade.sync.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that runs requests and prints outcomes. */
abstract class OutcomeCommand implements Callable<Integer> {
    private static final long BAR_MILLIS = 200;
    private static final long JSON_MILLIS = 1_000;
    private static final long PLAIN_MILLIS = 60_000;

    final RunCommand run;

    @Mixin
    final Output output = new Output();

    @Mixin
    final MachineOptions machine = new MachineOptions();

    final MachineOutput told;

    private Path state = Path.of("");

    OutcomeCommand(RunCommand run) {
        this.run = run;
        this.told = new MachineOutput(machine, run);
    }

    @Override
    public final Integer call() throws RefusedException, IOException, InterruptedException {
        try {
            boolean shows = output.show || output.progress != ProgressMode.AUTO && output.progress != ProgressMode.NONE;
            if (output.quiet && (output.verbose || shows)) {
                throw RefusedException.usage("-q cannot be used with -v or with progress");
            }
            told.begin(output.verbose);
            int code = run();
            if (output.warnExitZero && code == ExitCode.SOURCE_CHANGED.number()) {
                code = ExitCode.OK.number();
            }
            told.end(code);
            return code;
        } catch (RefusedException | IOException | InterruptedException | RuntimeException | OutOfMemoryError e) {
            told.fail(e);
            throw e;
        }
    }

    /** Does what the command line asks for; returns the exit code, without regard to {@code --warn-exit-zero}. */
    abstract int run() throws RefusedException, IOException, InterruptedException;

    /** Runs a request, with the warnings and the progress that the user wants. */
    final Outcome execute(SyncRequest request, Scope scope) throws RefusedException, IOException, InterruptedException {
        return execute(request, scope, event -> {});
    }

    /** Runs a request like {@link #execute(SyncRequest, Scope)}; another one takes the events, too. */
    final Outcome execute(SyncRequest request, Scope scope, Consumer<RunEvent> other)
            throws RefusedException, IOException, InterruptedException {
        state = request.files().directory();
        if (output.debug) {
            // slf4j-simple reads this once, when the first logger is made. Only our own: zt-exec's log holds the
            // environment.
            System.setProperty("org.slf4j.simpleLogger.log.dev.brigade", "debug");
        }
        Console console = run.console();
        int phases = request.mode() == Mode.SYNC && request.verify() != VerifyLevel.NONE && !request.dryRun() ? 2 : 1;
        try (ProgressDisplay display = new ProgressDisplay(text -> Console.write(console.err(), text), phases)) {
            show(display);
            Consumer<RunEvent> warnings = event -> {
                if (event instanceof RunEvent.Warned warned && !output.quiet) {
                    display.aside(() -> console.complain("warning: " + Names.printable(warned.text())));
                }
            };
            Consumer<RunEvent> names = event -> {
                if (event instanceof RunEvent.EntryChanged changed && isNamed(changed.change(), request)) {
                    display.aside(() -> console.print(List.of(ChangeText.line(changed.change()))));
                }
            };
            told.follow(display);
            return run.run(
                    request,
                    scope,
                    display.andThen(warnings).andThen(names).andThen(other).andThen(told));
        }
    }

    /** The time of a directory is set again after what is in it: that is no news, unless nothing is changed. */
    private boolean isNamed(Change change, SyncRequest request) {
        return output.verbose
                && !machine.takeOutput()
                && !change.isSymlinkMode()
                && (request.dryRun() || !change.isDirectoryTime());
    }

    private void show(ProgressDisplay display) {
        run.interruption().onReport(display::report);
        Optional<Terminal> terminal = Terminal.of(run.console(), run.environment());
        switch (output.progress.resolved(output.show, output.quiet, terminal.isPresent())) {
            case BAR -> {
                terminal.ifPresent(its -> run.interruption().onResize(its::resized));
                display.draw(() -> terminal.map(Terminal::columns).orElse(Terminal.USUAL), BAR_MILLIS);
            }
            case PLAIN -> display.print(display::line, PLAIN_MILLIS);
            case JSON -> display.print(ProgressJson::line, JSON_MILLIS);
            case AUTO, NONE -> {}
        }
    }

    /** Prints an outcome as the user wants it; returns its exit code. */
    final int print(Outcome outcome) throws RefusedException {
        told.add(outcome);
        Console console = run.console();
        ExitCode code = ExitCode.of(outcome);
        if (machine.takeOutput()) {
            return code.number();
        }
        if (!output.quiet || code != ExitCode.OK) {
            Look look = run.look(output.verbose ? Detail.VERBOSE : Detail.NORMAL, state);
            console.print(TextReport.lines(outcome, code.number(), look));
        }
        if (output.stats) {
            console.print(StatsReport.lines(outcome));
        }
        return code.number();
    }

    /** Tells programs of an outcome that was printed before; returns whether it is printed for people again. */
    final boolean repeats(Outcome outcome) {
        told.add(outcome);
        return speaks();
    }

    /** Returns whether people are told of a success. */
    final boolean speaks() {
        return !output.quiet && !machine.takeOutput();
    }

    /** How much is printed. The order puts these options behind those of the command itself. */
    static final class Output {
        @Option(
                names = "-P",
                order = 1,
                description = "Show progress also if it does not go to a terminal: one line a minute.")
        boolean show;

        @Option(
                names = "--progress",
                paramLabel = "MODE",
                order = 1,
                description = "Show progress as bar, plain, json or none (default: auto, a bar on a terminal).")
        ProgressMode progress = ProgressMode.AUTO;

        @Option(names = "--stats", order = 1, description = "Print statistics at the end.")
        boolean stats;

        @Option(
                names = {"-v", "--verbose"},
                order = 1,
                description =
                        "List every name that is copied (+), changed (>) or deleted (-), when that happens, and every"
                                + " name that failed.")
        boolean verbose;

        @Option(names = "--debug", order = 1, description = "Log each step to standard error.")
        boolean debug;

        @Option(
                names = {"-q", "--quiet"},
                order = 1,
                description = "Print nothing if the run succeeds.")
        boolean quiet;

        @Option(
                names = "--warn-exit-zero",
                order = 1,
                description = "Exit with 0 instead of 3 if only the source changed during the run.")
        boolean warnExitZero;
    }
}
