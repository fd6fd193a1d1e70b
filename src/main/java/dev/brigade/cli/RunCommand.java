package dev.brigade.cli;

import dev.brigade.cli.RequestCommand.Output;
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
import dev.brigade.sync.SyncJob;
import dev.brigade.sync.Timeouts;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a request and prints its outcome.
 *
 * @param environment variables that the program was started with
 */
record RunCommand(Console console, Interruption interruption, Timeouts timeouts, Map<String, String> environment) {

    /** Runs, prints what the options ask for, and returns the exit code. */
    int run(SyncRequest request, Output output) throws RefusedException, IOException, InterruptedException {
        if (output.quiet && (output.verbose || output.progress)) {
            throw RefusedException.usage("-q cannot be used with -v or -P");
        }
        if (output.verbose) {
            // slf4j-simple reads this once, when the first logger is made. Only our own: zt-exec's log holds the
            // environment.
            System.setProperty("org.slf4j.simpleLogger.log.dev.brigade", "debug");
        }
        Consumer<RunEvent> warnings = event -> {
            if (event instanceof RunEvent.Warned warned && !output.quiet) {
                console.complain("warning: " + Names.printable(warned.text()));
            }
        };
        Outcome outcome;
        if (output.progress) {
            try (ProgressDisplay display =
                    new ProgressDisplay(text -> Console.write(console.err(), text), console.errIsTerminal())) {
                outcome = run(request, display.andThen(warnings));
            }
        } else {
            outcome = run(request, warnings);
        }
        ExitCode code = ExitCode.of(outcome);
        if (!output.quiet || code != ExitCode.OK) {
            console.print(TextReport.lines(outcome, output.verbose ? Detail.VERBOSE : Detail.NORMAL));
        }
        if (output.stats) {
            console.print(StatsReport.lines(outcome));
        }
        return code.number();
    }

    /** Runs and reports events. A signal cancels the run. */
    Outcome run(SyncRequest request, Consumer<RunEvent> events)
            throws RefusedException, IOException, InterruptedException {
        SyncJob job =
                new SyncJob(request, RequestWords.invocation(request, environment), events, System::nanoTime, timeouts);
        interruption.onSignal(() -> job.interrupt("a signal arrived"));
        return job.run();
    }
}
