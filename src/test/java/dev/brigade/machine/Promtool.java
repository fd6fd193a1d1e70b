package dev.brigade.machine;

import dev.brigade.testing.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Prometheus's own check of files. A machine without it skips these tests, with a line; under CI that is a failure. */
final class Promtool {
    private static final Path PROGRAM = Path.of("/usr/bin/promtool");

    private Promtool() {}

    /** Returns what promtool prints; fails if it finds a fault. */
    static String check(Path directory, String arguments) {
        if (!Files.isExecutable(PROGRAM)) {
            String line = "promtool checks nothing: install the package prometheus";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(line + "; under CI=true that is a failure");
            }
            System.out.println("[brigade] " + line);
            Assumptions.abort(line);
        }
        return new String(Tools.inside(directory, PROGRAM + " check " + arguments + " 2>&1"), StandardCharsets.UTF_8);
    }
}
