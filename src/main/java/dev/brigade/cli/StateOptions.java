package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.RunFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The directory where runs keep their state. */
final class StateOptions {
    private static final char REPLACEMENT = '\uFFFD';

    @Option(names = "--state-dir", paramLabel = "DIR", description = "Keep the files of runs in DIR.")
    private @Nullable String directory;

    RunFiles files(Map<String, String> environment) throws RefusedException {
        return RunFiles.in(directory == null ? standard(environment) : path("state directory", directory));
    }

    /** Returns the directory that the user names, or else the usual one and that of the systemd unit. */
    RunPlaces places(Map<String, String> environment) throws RefusedException {
        Path own = files(environment).directory();
        return directory == null ? RunPlaces.in(own, RunPlaces.OF_THE_UNIT) : RunPlaces.of(SavedRuns.in(own));
    }

    /**
     * Returns {@code $BRIGADE_STATE_DIR}, else {@code $XDG_STATE_HOME/brigade}, else {@code ~/.local/state/brigade}.
     */
    static Path standard(Map<String, String> environment) throws RefusedException {
        String given = environment.getOrDefault("BRIGADE_STATE_DIR", "");
        if (!given.isEmpty()) {
            return path("state directory", given);
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (state.startsWith("/")) {
            return Path.of(state, "brigade");
        }
        // Under cron and systemd HOME may be missing; Java then knows the user's home from the password file.
        String home = environment.getOrDefault("HOME", "");
        home = home.isEmpty() ? System.getProperty("user.home", "?") : home;
        if (home.startsWith("/")) {
            return Path.of(home, ".local", "state", "brigade");
        }
        throw new RefusedException(
                Fault.NOT_READY,
                "there is no home directory to keep the run's state in. Name a directory with --state-dir");
    }

    /**
     * Returns a directory that the user names as an absolute path, because rsync runs in another directory.
     *
     * @param what the directory is called in messages
     */
    static Path path(String what, String directory) throws RefusedException {
        if (directory.isEmpty()) {
            throw RefusedException.usage("the path of the " + what + " is empty");
        }
        if (directory.startsWith("~")) {
            throw RefusedException.usage("the " + what + " " + directory + " begins with ~, which brigade does not"
                    + " expand. Write the whole path, or ./~ for a directory of that name");
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
}
