package dev.brigade.exec;

import java.nio.file.*;
import java.util.*;

/** Finds programs. */
public final class Programs {
    private Programs() {}
    public static Optional<Path> find(String name) {
        for (String d : System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").split(":")) {
            Path p = Path.of(d.isEmpty() ? "." : d, name).toAbsolutePath();
            if (Files.isExecutable(p) && Files.isRegularFile(p)) return Optional.of(p);
        }
        return Optional.empty();
    }
}
