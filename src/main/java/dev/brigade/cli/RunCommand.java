package dev.brigade.cli;

import dev.brigade.event.RunEvent;
import dev.brigade.format.ShellWords;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.report.Look;
import dev.brigade.report.Look.Detail;
import dev.brigade.sync.Scope;
import dev.brigade.sync.SyncJob;
import dev.brigade.sync.Timeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs requests with the console, signals and environment of this program.
 *
 * @param environment variables that the program was started with
 */
record RunCommand(Console console, Interruption interruption, Timeouts timeouts, Map<String, String> environment) {

    /** Runs and reports events. A signal cancels the run. */
    Outcome run(SyncRequest request, Scope scope, Consumer<RunEvent> events)
            throws RefusedException, IOException, InterruptedException {
        SyncJob job = new SyncJob(
                request, RequestWords.invocation(request, environment), events, System::nanoTime, timeouts, scope);
        interruption.onSignal(() -> job.interrupt("a signal arrived"));
        return job.run();
    }

    /** Returns how outcomes are printed to standard output. */
    Look look(Detail detail) {
        return new Look(detail, ZoneId.systemDefault(), Look.isColoured(console.outIsTerminal(), environment), "");
    }

    /**
     * Returns how outcomes are printed to standard output.
     *
     * @param state the state directory of the run
     */
    Look look(Detail detail, Path state) throws RefusedException {
        Look look = look(detail);
        return StateOptions.standard(environment).equals(state)
                ? look
                : new Look(detail, look.zone(), look.colours(), " --state-dir " + ShellWords.quote(state.toString()));
    }
}
