package dev.brigade.exec;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell does, except that an empty part of PATH is not the working directory. */
final class Programs {
    private Programs() {}

    /** Returns the PATH of an environment, or the usual one if it has none. */
    static String path(Map<String, String> environment) {
        return environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    }

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
            return Optional.empty(); // this locale cannot name the directory
        }
    }

    static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
