package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade verify}: the verifying pass alone. */
@Command(
        name = "verify",
        description = "Verify and repair a copy: the second pass of sync alone. With --dry-run, only report.",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final SyncOptions options = new SyncOptions();

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            defaultValue = "quick",
            description = "Compare quick (size, time, attributes; the default) or checksum (content too).")
    private String verify = "quick";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final RunCommand run;

    VerifyCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        return run.run(request(), output);
    }

    SyncRequest request() throws RefusedException {
        return options.toRequest(Mode.VERIFY, verify, false, run.environment());
    }
}
