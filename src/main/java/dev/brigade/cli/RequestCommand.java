package dev.brigade.cli;

import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.sync.Scope;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** A command that runs one request and prints its outcome. */
abstract class RequestCommand extends OutcomeCommand {
    @Mixin
    private final ReportOption report = new ReportOption();

    RequestCommand(RunCommand run) {
        super(run);
    }

    /** Returns what the command line asks for. */
    abstract SyncRequest request() throws RefusedException;

    @Override
    final int run() throws RefusedException, IOException, InterruptedException {
        report.open();
        SyncRequest request = request();
        Outcome outcome = execute(request, new Scope.Whole(), report);
        report.write(outcome, request.files().directory(), run.console());
        return print(outcome);
    }
}
