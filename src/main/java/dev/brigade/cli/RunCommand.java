package dev.brigade.cli;

import dev.brigade.format.Names;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.RunEvent;
import dev.brigade.model.SyncRequest;
import dev.brigade.progress.ProgressDisplay;
import dev.brigade.progress.Tracker;
import dev.brigade.report.StatsReport;
import dev.brigade.report.TextReport;
import dev.brigade.report.TextReport.Detail;
import dev.brigade.sync.SyncJob;
import java.io.IOException;

/**
 * Takes a request through a run and prints what came of it.
 *
 * @param console where it is printed
 * @param interruption what signals do
 */
record RunCommand(Console console, Interruption interruption) {

    /** Runs and gives the exit code. */
    int run(SyncRequest request, OutputOptions output) throws RefusedException, IOException, InterruptedException {
        if (output.quiet && (output.verbose || output.progress)) {
            throw new RefusedException(Fault.USAGE, "-q says nothing, so it cannot go with -v or -P");
        }
        if (output.verbose) {
            // slf4j-simple reads this once, when the first logger is made. Only our own: zt-exec's log holds the
            // environment.
            System.setProperty("org.slf4j.simpleLogger.log.dev.brigade", "debug");
        }
        Tracker tracker = new Tracker(System::nanoTime);
        SyncJob job = new SyncJob(request, tracker.andThen(event -> warn(event, output)), System::nanoTime);
        interruption.onSignal(() -> job.interrupt("a signal came"));
        Outcome outcome = output.progress ? runShowing(job, tracker) : job.run();
        ExitCode code = ExitCode.of(outcome);
        if (!output.quiet || code != ExitCode.OK) {
            console.print(TextReport.lines(outcome, output.verbose ? Detail.VERBOSE : Detail.NORMAL));
        }
        if (output.stats) {
            console.print(StatsReport.lines(outcome));
        }
        return code.number();
    }

    private Outcome runShowing(SyncJob job, Tracker tracker)
            throws RefusedException, IOException, InterruptedException {
        ProgressDisplay display = new ProgressDisplay(tracker, this::show, console.errIsTerminal());
        try {
            return job.run();
        } finally {
            display.close();
        }
    }

    /** What is known to be wrong while the run goes on is worth its time to know then. */
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
