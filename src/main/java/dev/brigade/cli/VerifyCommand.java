package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade verify}: verifies and repairs only. */
@Command(name = "verify", description = "Verify and repair a copy. With --dry-run, only report.", sortOptions = false)
final class VerifyCommand extends RequestCommand {
    @Mixin
    private final SyncOptions options = new SyncOptions();

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            description = "Compare quick or checksum (content, too) (default: quick).")
    private String verify = "quick";

    VerifyCommand(RunCommand run) {
        super(run);
    }

    @Override
    SyncRequest request() throws RefusedException {
        return options.toRequest(Mode.VERIFY, verify, options.state.files(run.environment()));
    }
}
