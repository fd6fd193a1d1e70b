package dev.brigade.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Places the directories of tests in memory, which halves the kernel's work for them. They lie on the disk if
 * {@code brigade.disk} is set, as it is for integration tests, or if the memory is small or cannot hold what a disk
 * holds: a tmpfs has extended attributes since Linux 6.6, and in a container it often runs no programs.
 */
public final class TemporaryDirectories implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long LEAST_BYTES = 2L << 30;
    private static final Path BASE = !Boolean.getBoolean("brigade.disk") && isLikeADisk(MEMORY)
            ? MEMORY
            : Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return Files.createTempDirectory(base(), "junit");
    }

    /** Returns the directory in which tests make theirs. */
    static Path base() {
        return BASE;
    }

    private static boolean isLikeADisk(Path directory) {
        try {
            if (Files.getFileStore(directory).getUsableSpace() < LEAST_BYTES) {
                return false;
            }
            Path probe = Files.createTempFile(directory, "brigade", "probe");
            try {
                Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class)
                        .write("brigade", ByteBuffer.allocate(1));
                return Files.isExecutable(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
