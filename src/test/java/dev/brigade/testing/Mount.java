package dev.brigade.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** A mount, as long as it is open. Needs root; elsewhere the test is aborted with that reason. Not thread-safe. */
public final class Mount implements AutoCloseable {
    private final Path path;

    private Mount(Path path) {
        this.path = path;
    }

    /**
     * An empty file system in memory.
     *
     * @param path a directory
     * @param size how much it holds, such as {@code 64k}
     */
    public static Mount tmpfs(Path path, String size) {
        assumeTrue(Owner.ofThisProcess().isRoot(), "only root may mount");
        Tools.run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", path.toString());
        return new Mount(path);
    }

    /** Another name of a directory that is there. */
    public static Mount bind(Path directory, Path path) {
        assumeTrue(Owner.ofThisProcess().isRoot(), "only root may mount");
        Tools.run("mount", "--bind", directory.toString(), path.toString());
        return new Mount(path);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        assertThat(Tools.run("umount", path.toString())).isEmpty();
    }
}
