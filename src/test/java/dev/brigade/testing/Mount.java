package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mount made for a test, which needs root; closing takes it away even where it is in use. Not thread-safe. */
public final class Mount implements AutoCloseable {
    private final Path directory;
    private boolean mounted = true;

    private Mount(Path directory, String... command) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tools.run(command);
    }

    /** An empty file system in memory; options such as {@code size=1m,nr_inodes=50}. The directory is made. */
    public static Mount tmpfs(Path directory, String options) {
        return new Mount(directory, "mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    }

    /** A directory seen a second time. */
    public static Mount bind(Path directory, Path shown) {
        return new Mount(directory, "mount", "--bind", shown.toString(), directory.toString());
    }

    /** Mounts it again with other options, such as {@code ro} or another size. */
    public void remount(String options) {
        Tools.run("mount", "-o", "remount," + options, directory.toString());
    }

    /** Takes it away; what has files open there keeps them. */
    public void unmount() {
        if (mounted) {
            Tools.run("umount", "-l", directory.toString());
            mounted = false;
        }
    }

    @Override
    public void close() {
        unmount();
    }
}
