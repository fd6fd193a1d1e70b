package dev.brigade.faults;

import dev.brigade.testing.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a machine must have for some faults. Where it is missing, that is said in a line; with {@code CI=true} it is a
 * failure.
 */
final class Needs {
    private Needs() {}

    static void root() {
        that(Owner.ofThisProcess().isRoot(), "only root can mount");
    }

    static void program(String name, String debianPackage) {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        that(there, name + " is missing: install the package " + debianPackage);
    }

    static void file(Path file, String debianPackage) {
        that(Files.exists(file), file + " is missing: install the package " + debianPackage);
    }

    private static void that(boolean given, String otherwise) {
        if (given) {
            return;
        }
        String line = "some faults are not tried: " + otherwise;
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(line + "; under CI=true that is a failure");
        }
        System.out.println("[brigade] " + line);
        Assumptions.abort(line);
    }
}
