package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RunFiles;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs keep their state. */
final class StateOptions {
    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "Keep the state of runs in DIR (default: $BRIGADE_STATE_DIR, $XDG_STATE_HOME/brigade or ~/.local/state/brigade).")
    private @Nullable String directory;

    RunFiles files(Map<String, String> environment) throws RefusedException {
        return RunFiles.in(directory == null ? StateDirectory.standard(environment) : StateDirectory.given(directory));
    }
}
