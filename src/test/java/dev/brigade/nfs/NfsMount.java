package dev.brigade.nfs;

import dev.brigade.testing.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An export, mounted for a test; closing takes it away even where it hangs. Not thread-safe. */
final class NfsMount implements AutoCloseable {
    private final String command;
    private final Path point;

    private NfsMount(String command, Path point) {
        this.command = command;
        this.point = point;
    }

    /**
     * Mounts a directory of a server.
     *
     * @param version 3 or 4.2
     * @param directory an export such as {@code /export}, or a directory below one
     * @param options more options, such as {@code soft,timeo=10}; may be empty
     */
    static NfsMount of(NfsServer server, String version, String directory, Path point, String options) {
        try {
            Files.createDirectories(point);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String all = "vers=" + version + ",proto=tcp,port=" + server.port()
                + (version.equals("3") ? ",nolock,mountport=" + server.mountPort() : "")
                + (options.isEmpty() ? "" : "," + options);
        NfsMount mount =
                new NfsMount("mount -t nfs -o " + all + " " + server.getHost() + ":" + directory + " " + point, point);
        mount.mount();
        return mount;
    }

    private void mount() {
        Tools.inside(Path.of("/"), command);
    }

    /** Takes it away in good order and mounts it again. */
    void again() {
        Tools.inside(Path.of("/"), "umount " + point);
        mount();
    }

    Path point() {
        return point;
    }

    @Override
    public void close() {
        Tools.inside(Path.of("/"), "umount -f -l " + point);
    }
}
