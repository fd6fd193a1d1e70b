package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;

/**
 * A new directory, mode 0755, that every user can reach ({@code @TempDir} is 0700); {@link #close()} removes it with
 * whatever it holds, read-only directories too. Thread-safe.
 */
public final class Scratch implements AutoCloseable {
    private final Path path;

    private Scratch(Path path) {
        this.path = path;
    }

    /** Makes one below the temporary directory, or where another user cannot reach that, below /tmp or /dev/shm. */
    public static Scratch create() {
        Path base = Stream.of(TemporaryDirectories.base(), Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"))
                .filter(path -> everyoneReaches(path) && Files.isWritable(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no temporary directory that every user can reach"));
        try {
            Path made = Files.createTempDirectory(base.toRealPath(), "brigade");
            Files.setAttribute(made, "unix:mode", 0755);
            return new Scratch(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory; absolute and free of symbolic links. */
    public Path path() {
        return path;
    }

    /** Whether every user may enter the directory. */
    static boolean everyoneReaches(Path directory) {
        try {
            for (Path p = directory.toRealPath(); p != null; p = p.getParent()) {
                if (!Files.getPosixFilePermissions(p).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (!Owner.ofThisProcess().isRoot()) {
            Tools.run("chmod", "-R", "u+rwx", path.toString());
        }
        Tools.run("rm", "-rf", path.toString());
    }
}
