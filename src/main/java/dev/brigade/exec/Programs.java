package dev.brigade.exec;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell does, except that an empty part of PATH is not the working directory. */
final class Programs {
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Programs() {}

    /** Returns the PATH of an environment, or the usual one if it has none. */
    static String path(Map<String, String> environment) {
        return environment.getOrDefault("PATH", USUAL_PATH);
    }

    /** The program of this name in the first directory that has one. */
    static Optional<Path> find(String name, String path) {
        for (String directory : path.split(":", -1)) {
            Optional<Path> program = directory.isEmpty() ? Optional.empty() : in(directory, name);
            if (program.isPresent()) {
                return program;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> in(String directory, String name) {
        try {
            return Optional.of(Path.of(directory, name).toAbsolutePath()).filter(Programs::isProgram);
        } catch (InvalidPathException e) {
            return Optional.empty(); // a name that this locale cannot hold is not there
        }
    }

    static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
