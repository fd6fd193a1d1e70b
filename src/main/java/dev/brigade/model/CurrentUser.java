package dev.brigade.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The user that this process runs as. */
public final class CurrentUser {
    private static final Path SELF = Path.of("/proc/self");

    /** The user id of root. */
    public static final Integer ROOT = 0;

    private CurrentUser() {}

    /** Returns the numeric user id; empty if the system is not Linux. */
    public static Optional<Integer> id() throws IOException {
        try {
            return Optional.of(owner(SELF));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns the numeric id of the user that a file belongs to; follows symbolic links. */
    public static Integer owner(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }
}
