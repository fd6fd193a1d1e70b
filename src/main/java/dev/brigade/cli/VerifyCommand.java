package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code brigade verify}: phase 2 alone. */
@Command(
        name = "verify",
        description = "Verifies and repairs a copy: the second phase of sync alone. With --dry-run it only reports.",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final SyncOptions options = new SyncOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final RunCommand run;

    VerifyCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        return run.run(options.toRequest(Mode.VERIFY), output);
    }
}
