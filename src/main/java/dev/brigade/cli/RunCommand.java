package dev.brigade.cli;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.progress.ProgressDisplay;
import dev.brigade.progress.Tracker;
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
 * @param console where the outcome is printed
 * @param interruption handles signals
 * @param timeouts of the run
 * @param environment variables that the program was started with
 */
record RunCommand(Console console, Interruption interruption, Timeouts timeouts, Map<String, String> environment) {

    /** Returns the exit code. */
    int run(SyncRequest request, OutputOptions output) throws RefusedException, IOException, InterruptedException {
        if (output.quiet && (output.verbose || output.progress)) {
            throw RefusedException.usage("-q cannot be used with -v or -P");
        }
        if (output.verbose) {
            // slf4j-simple reads this once, when the first logger is made. Only our own: zt-exec's log holds the
            // environment.
            System.setProperty("org.slf4j.simpleLogger.log.dev.brigade", "debug");
        }
        Tracker tracker = new Tracker(System::nanoTime);
        Consumer<RunEvent> events = tracker.andThen(event -> warn(event, output));
        Outcome outcome = output.progress ? runShowing(request, tracker, events) : run(request, events);
        ExitCode code = ExitCode.of(outcome);
        if (!output.quiet || code != ExitCode.OK) {
            console.print(TextReport.lines(outcome, output.verbose ? Detail.VERBOSE : Detail.NORMAL));
        }
        if (output.stats) {
            console.print(StatsReport.lines(outcome));
        }
        return code.number();
    }

    /** Runs, and reports events; a signal ends the run early. */
    Outcome run(SyncRequest request, Consumer<RunEvent> events)
            throws RefusedException, IOException, InterruptedException {
        SyncJob job =
                new SyncJob(request, RequestWords.invocation(request, environment), events, System::nanoTime, timeouts);
        interruption.onSignal(() -> job.interrupt("a signal arrived"));
        return job.run();
    }

    private Outcome runShowing(SyncRequest request, Tracker tracker, Consumer<RunEvent> events)
            throws RefusedException, IOException, InterruptedException {
        ProgressDisplay display = new ProgressDisplay(tracker, this::show, console.errIsTerminal());
        try {
            return run(request, events);
        } finally {
            display.close();
        }
    }

    /** Prints a warning as soon as it is known. */
    private void warn(RunEvent event, OutputOptions output) {
        if (event instanceof RunEvent.Warned warned && !output.quiet) {
            console.complain("warning: " + Names.printable(warned.text()));
        }
    }

    private void show(String text) {
        console.err().print(text);
        console.err().flush();
    }
}
