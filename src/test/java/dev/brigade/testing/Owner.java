package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user and group by number; immutable. */
public record Owner(int uid, int gid) {

    /** The user and group this JVM runs as. */
    public static Owner ofThisProcess() {
        Path self = Path.of("/proc/self");
        try {
            return new Owner((int) Files.getAttribute(self, "unix:uid"), (int) Files.getAttribute(self, "unix:gid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this is the superuser. */
    public boolean isRoot() {
        return uid == 0;
    }
}
