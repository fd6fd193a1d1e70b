package dev.brigade.cli;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.progress.ProgressDisplay;
import dev.brigade.report.StatsReport;
import dev.brigade.report.TextReport;
import dev.brigade.report.TextReport.Detail;
import dev.brigade.sync.Scope;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that runs requests and prints outcomes. */
abstract class OutcomeCommand implements Callable<Integer> {
    final RunCommand run;

    @Mixin
    final Output output = new Output();

    OutcomeCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public final Integer call() throws RefusedException, IOException, InterruptedException {
        if (output.quiet && (output.verbose || output.progress)) {
            throw RefusedException.usage("-q cannot be used with -v or -P");
        }
        int code = run();
        return output.warnExitZero && code == ExitCode.SOURCE_CHANGED.number() ? ExitCode.OK.number() : code;
    }

    /** Does what the command line asks for; returns the exit code, without regard to {@code --warn-exit-zero}. */
    abstract int run() throws RefusedException, IOException, InterruptedException;

    /** Runs a request, with the warnings and the progress that the user wants. */
    final Outcome execute(SyncRequest request, Scope scope) throws RefusedException, IOException, InterruptedException {
        if (output.verbose) {
            // slf4j-simple reads this once, when the first logger is made. Only our own: zt-exec's log holds the
            // environment.
            System.setProperty("org.slf4j.simpleLogger.log.dev.brigade", "debug");
        }
        Console console = run.console();
        Consumer<RunEvent> warnings = event -> {
            if (event instanceof RunEvent.Warned warned && !output.quiet) {
                console.complain("warning: " + Names.printable(warned.text()));
            }
        };
        try (ProgressDisplay display = new ProgressDisplay(
                text -> Console.write(console.err(), text), console.errIsTerminal(), output.progress)) {
            run.interruption().onReport(display::report);
            return run.run(request, scope, display.andThen(warnings));
        }
    }

    /** Prints an outcome as the user wants it; returns its exit code. */
    final int print(Outcome outcome) {
        Console console = run.console();
        ExitCode code = ExitCode.of(outcome);
        if (!output.quiet || code != ExitCode.OK) {
            console.print(TextReport.lines(outcome, output.verbose ? Detail.VERBOSE : Detail.NORMAL));
        }
        if (output.stats) {
            console.print(StatsReport.lines(outcome));
        }
        return code.number();
    }

    /** How much is printed. The order puts these options behind those of the command itself. */
    static final class Output {
        @Option(
                names = {"-P", "--progress"},
                order = 1,
                description = "Show progress: a live line on a terminal, otherwise one line a minute.")
        boolean progress;

        @Option(names = "--stats", order = 1, description = "Print statistics at the end.")
        boolean stats;

        @Option(
                names = {"-v", "--verbose"},
                order = 1,
                description = "List every repaired or deleted entry, and log each step.")
        boolean verbose;

        @Option(
                names = {"-q", "--quiet"},
                order = 1,
                description = "Print nothing if the run succeeds.")
        boolean quiet;

        @Option(
                names = "--warn-exit-zero",
                order = 1,
                description = "Exit with 0 instead of 3 if the copy is complete but the source changed during the run."
                        + " What is printed stays the same.")
        boolean warnExitZero;
    }
}
