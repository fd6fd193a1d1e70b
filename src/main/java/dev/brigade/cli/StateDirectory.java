package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The directory where runs keep their state. Pure. */
final class StateDirectory {
    private static final char REPLACEMENT = '\uFFFD';

    private StateDirectory() {}

    /** {@code $BRIGADE_STATE_DIR}, else {@code $XDG_STATE_HOME/brigade}, else {@code ~/.local/state/brigade}. */
    static Path standard(Map<String, String> environment) throws RefusedException {
        Optional<String> own = value(environment, "BRIGADE_STATE_DIR");
        if (own.isPresent()) {
            return given(own.get());
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
                Fault.PREFLIGHT,
                "there is no home directory to keep the run's state in. Name a directory with --state-dir");
    }

    /** The directory that the user names; absolute, because rsync runs in another one. */
    static Path given(String directory) throws RefusedException {
        return given("state directory", directory);
    }

    /** As {@link #given(String)}, for a directory that is called something else. */
    static Path given(String what, String directory) throws RefusedException {
        if (directory.isEmpty()) {
            throw RefusedException.usage("the path of the " + what + " is empty");
        }
        try {
            if (directory.indexOf(REPLACEMENT) < 0) {
                return Path.of(directory).toAbsolutePath();
            }
        } catch (InvalidPathException e) {
            // The same as a name that lost bytes when it was decoded.
        }
        throw RefusedException.usage(
                "the " + what + " " + directory + " has bytes that this locale cannot represent. Set LC_ALL=C.UTF-8");
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
