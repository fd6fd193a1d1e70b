package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code brigade sync}: both phases. */
@Command(
        name = "sync",
        description = "Copies directories with many parallel rsync processes, then verifies and repairs.",
        sortOptions = false)
final class SyncCommand implements Callable<Integer> {
    @Mixin
    private final SyncOptions options = new SyncOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final RunCommand run;

    SyncCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        return run.run(request(), output);
    }

    SyncRequest request() throws RefusedException {
        return options.toRequest(Mode.SYNC);
    }
}
