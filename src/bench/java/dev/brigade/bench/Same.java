package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Compares a copy with its source: names, kinds, modes, owners, times, sizes, link targets, content. By find and diff:
 * Java takes ten times as long.
 */
final class Same {
    private Same() {}

    /** The first thing that differs. */
    static Optional<String> difference(Path source, Path copy) throws IOException, InterruptedException {
        List<String> wanted = entries(source);
        List<String> found = entries(copy);
        for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
            String one = i < wanted.size() ? wanted.get(i) : "nothing";
            String other = i < found.size() ? found.get(i) : "nothing";
            if (!one.equals(other)) {
                return Optional.of("has " + other + ", its source " + one);
            }
        }
        try {
            Run.quietly("diff", "-r", "-q", "--no-dereference", source.toString(), copy.toString());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns a sorted line for each entry: name, kind, mode, owner, group, time to the nanosecond; and size and target
     * if it is not a directory.
     */
    private static List<String> entries(Path root) throws IOException, InterruptedException {
        String all = "%P %y %m %U %G %T@";
        return Run.quietly(
                        "find",
                        root.toString(),
                        "-type",
                        "d",
                        "-printf",
                        all + "\n",
                        "-o",
                        "-printf",
                        all + " %s [%l]\n")
                .lines()
                .sorted()
                .toList();
    }
}
