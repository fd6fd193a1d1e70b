package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where runs keep their files unless told otherwise. Pure. */
final class StateDirectory {
    private StateDirectory() {}

    /** {@code $BRIGADE_STATE_DIR}, else {@code $XDG_STATE_HOME/brigade}, else {@code ~/.local/state/brigade}. */
    static Path standard(Map<String, String> environment) throws RefusedException {
        Optional<String> own = value(environment, "BRIGADE_STATE_DIR");
        if (own.isPresent()) {
            return Path.of(own.get()).toAbsolutePath();
        }
        Optional<String> state = value(environment, "XDG_STATE_HOME").filter(path -> path.startsWith("/"));
        if (state.isPresent()) {
            return Path.of(state.get(), "brigade");
        }
        // Under cron and systemd HOME may be missing; Java then knows the user's home from the password file.
        String home = value(environment, "HOME").orElse(System.getProperty("user.home", "?"));
        if (home.startsWith("/")) {
            return Path.of(home, ".local", "state", "brigade");
        }
        throw new RefusedException(
                Fault.PREFLIGHT, "there is no home directory for the run's files: say --state-dir DIR");
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
