package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RunFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run keeps its files. */
final class StateOptions {
    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Where the run keeps its files (default: $BRIGADE_STATE_DIR, else the XDG state directory).")
    private @Nullable String directory;

    RunFiles files() throws RefusedException {
        return RunFiles.in(
                directory == null ? StateDirectory.standard(System.getenv()) : StateDirectory.given(directory));
    }
}
