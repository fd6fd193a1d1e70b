package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.sync.Scope;
import java.io.IOException;

/** A command that runs one request and prints its outcome. */
abstract class RequestCommand extends OutcomeCommand {
    RequestCommand(RunCommand run) {
        super(run);
    }

    /** Returns what the command line asks for. */
    abstract SyncRequest request() throws RefusedException;

    @Override
    final int run() throws RefusedException, IOException, InterruptedException {
        return print(execute(request(), new Scope.Whole()));
    }
}
