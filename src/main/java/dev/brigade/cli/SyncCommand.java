package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade sync}: copies and verifies. */
@Command(name = "sync", description = "Copy directories, then verify and repair the copy.", sortOptions = false)
final class SyncCommand extends RequestCommand {
    @Mixin
    private final SyncOptions options = new SyncOptions();

    @Mixin
    private final EngineOption engine = new EngineOption();

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            description = "Compare quick, checksum (content, too) or none (default: quick).")
    private String verify = "quick";

    @Option(names = "--fresh", description = "Start from scratch instead of resuming an unfinished run.")
    private boolean fresh;

    SyncCommand(RunCommand run) {
        super(run);
    }

    @Override
    SyncRequest request() throws RefusedException {
        RunFiles files = options.state.files(run.environment());
        return request(fresh ? files.with(new ResumeMode.StartOver()) : files);
    }

    /** Returns what the command line asks for, with the given files. */
    SyncRequest request(RunFiles files) throws RefusedException {
        options.engine = engine.toEngine();
        return options.toRequest(Mode.SYNC, verify, files);
    }
}
