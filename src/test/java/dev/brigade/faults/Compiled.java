package dev.brigade.faults;

import dev.brigade.testing.Tools;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What a fault needs that only C can do: {@code src/test/c}, built once for all tests. Thread-safe. */
final class Compiled {
    private static final ConcurrentMap<String, Path> BUILT = new ConcurrentHashMap<>();

    private Compiled() {}

    static void needs() {
        Needs.program("cc", "gcc");
    }

    /** The program or library made of a source; the options as for {@code cc}, behind the source. */
    static Path of(String source, String result, String options) {
        return BUILT.computeIfAbsent(source, name -> {
            Path made = Survival.TARGET.resolve(result);
            Tools.inside(
                    Path.of("").toAbsolutePath(),
                    "cc -O2 -Wall -Wextra src/test/c/" + name + " " + options + " -o '" + made + "'");
            return made;
        });
    }
}
