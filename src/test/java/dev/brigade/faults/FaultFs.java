package dev.brigade.faults;

import dev.brigade.testing.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory whose operations fail by rules: {@code src/test/c/faultfs.c}, mounted over it. Closing unmounts it. Not
 * thread-safe.
 *
 * <p>Nothing of the directory's path is on its command line: it is no process of the run's.
 */
final class FaultFs implements AutoCloseable {
    private final Path directory;
    private final Path rules;

    private FaultFs(Path directory, Path rules) {
        this.directory = directory;
        this.rules = rules;
    }

    /** Fails or skips the test if the machine cannot compile or mount this file system. */
    static void needs() {
        Needs.root();
        Compiled.needs();
        Needs.file(Path.of("/usr/include/fuse3/fuse.h"), "libfuse3-dev");
        Needs.file(Path.of("/dev/fuse"), "fuse3, or load the module fuse");
    }

    /** Mounts the file system over a directory, through which what was there can be seen. */
    static FaultFs over(Path directory) {
        Path program = Compiled.of("faultfs.c", "faultfs", "-D_FILE_OFFSET_BITS=64 -I/usr/include/fuse3 -lfuse3");
        String name = directory.getFileName().toString();
        Tools.inside(
                directory.getParent(),
                "mv '" + name + "' backing && mkdir '" + name + "' && env -i '" + program + "' backing rules '" + name
                        + "'");
        return new FaultFs(directory, directory.resolveSibling("rules"));
    }

    /** Lets operations fail from now on: each rule is {@code ERRNO OPERATION /PATH}. */
    void fail(String... lines) {
        write(String.join("\n", lines) + "\n");
    }

    /** Lets everything work again. */
    void mend() {
        write("");
    }

    private void write(String text) {
        try {
            Files.writeString(rules, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Tools.inside(directory.getParent(), "umount -l '" + directory.getFileName() + "'");
    }
}
