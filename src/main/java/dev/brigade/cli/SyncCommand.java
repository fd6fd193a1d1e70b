package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade sync}: the copy and the verifying pass. */
@Command(
        name = "sync",
        description = "Copy directories with many parallel rsync processes, then verify and repair the copy.",
        sortOptions = false)
final class SyncCommand implements Callable<Integer> {
    @Mixin
    private final SyncOptions options = new SyncOptions();

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            defaultValue = "quick",
            description =
                    "Compare in the verifying pass: quick (size, time, attributes; the default), checksum (content"
                            + " too), or none (skip this pass).")
    private String verify = "quick";

    @Option(names = "--fresh", description = "Start from scratch instead of resuming an unfinished run.")
    private boolean fresh;

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
        return options.toRequest(Mode.SYNC, verify, fresh, run.environment());
    }
}
