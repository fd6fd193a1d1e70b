package dev.brigade.sync;

import dev.brigade.model.FileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mounts of this machine: a directory can lie inside another although its path does not, where a part of a file system is
 * mounted a second time. Immutable.
 */
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Path TOP = Path.of("/");

    private static final int DEVICE = 2;
    private static final int ROOT = 3;
    private static final int POINT = 4;

    /**
     * A row of the table.
     *
     * @param root the directory that is mounted, as seen from the top of its file system
     * @param point where it is mounted
     */
    private record Mount(String device, Path root, Path point) {
        Path withinDevice(Path path) {
            return root.resolve(point.relativize(path));
        }
    }

    private final List<Mount> mounts;

    private Mounts(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /** The mounts as they are now; none where the system has no such table. */
    static Mounts now() {
        try {
            return parse(Files.readString(TABLE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return new Mounts(List.of());
        }
    }

    static Mounts parse(String table) {
        List<Mount> mounts = new ArrayList<>();
        table.lines()
                .map(line -> line.split(" "))
                .filter(row -> row.length > POINT)
                .forEach(row -> {
                    if (row[ROOT].startsWith("/")) {
                        mounts.add(new Mount(row[DEVICE], path(row[ROOT]), path(row[POINT])));
                    }
                });
        return new Mounts(List.copyOf(mounts));
    }

    /**
     * Where below a directory another one should be seen, through whatever is mounted there; whether it is the same has still to be
     * looked at, because a network file system tells the same place of all its exports.
     */
    Stream<Path> below(Path directory, Path other) {
        Stream<Path> mounted = mounts.stream().map(Mount::point).filter(point -> point.startsWith(directory));
        return Stream.concat(Stream.of(directory), mounted).flatMap(top -> seen(top, other).stream());
    }

    private Optional<Path> seen(Path top, Path other) {
        Optional<Mount> its = of(top);
        Optional<Mount> others = of(other);
        if (its.isEmpty()
                || others.isEmpty()
                || !its.get().device().equals(others.get().device())) {
            return Optional.empty();
        }
        Path above = its.get().withinDevice(top);
        Path there = others.get().withinDevice(other);
        return there.startsWith(above) ? Optional.of(top.resolve(above.relativize(there))) : Optional.empty();
    }

    /** The mount that a path is on: the deepest, and of several at one place the last. */
    private Optional<Mount> of(Path path) {
        return mounts.stream()
                .filter(mount -> path.startsWith(mount.point()))
                .reduce((a, b) -> b.point().getNameCount() >= a.point().getNameCount() ? b : a);
    }

    /** Blanks, backslashes and the like stand in the table as a backslash and three octal digits. */
    private static Path path(String escaped) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int i = 1; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '\\' && i + 3 < escaped.length()) {
                raw.write(Integer.parseInt(escaped.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                raw.write(escaped.charAt(i));
            }
        }
        return FileName.of(raw.toByteArray()).under(TOP);
    }
}
