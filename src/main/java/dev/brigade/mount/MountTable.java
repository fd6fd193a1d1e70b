package dev.brigade.mount;

import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * The mounts of this machine: a directory can lie inside another although its path does not, where a part of a file
 * system is mounted a second time. Immutable and thread-safe.
 */
public final class MountTable {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Path TOP = Path.of("/");

    private static final int DEVICE = 2;
    private static final int ROOT = 3;
    private static final int POINT = 4;
    /** Behind the optional fields, whose number varies: the type, what is mounted, the file system's options. */
    private static final String REST = " - ";

    private static final int FIELDS_OF_REST = 3;

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /** The mounts as they are now; none where the system has no such table. */
    public static MountTable now() {
        try {
            return parse(Files.readString(TABLE, StandardCharsets.ISO_8859_1)).withTop(MountTable::isSame);
        } catch (IOException e) {
            return new MountTable(List.of());
        }
    }

    /** Reads the table as {@code /proc/self/mountinfo} has it, one character a byte. */
    public static MountTable parse(String table) {
        List<Mount> mounts = new ArrayList<>();
        table.lines().forEach(line -> {
            int dash = line.indexOf(REST);
            String[] row = line.split(" ", -1);
            String[] rest = dash < 0
                    ? new String[0]
                    : line.substring(dash + REST.length()).split(" ", -1);
            if (row.length > POINT && row[ROOT].startsWith("/") && rest.length >= FIELDS_OF_REST) {
                Path root = path(row[ROOT]);
                List<String> options = List.of(rest[2].split(",", -1));
                mounts.add(new Mount(row[DEVICE], root, path(row[POINT]), rest[0], text(rest[1]), options));
            }
        });
        return new MountTable(List.copyOf(mounts));
    }

    /**
     * In a chroot the top directory is no mount of its own, so the table has no row for what lies on it. Where a
     * directory of it is mounted a second time, the row of that mount tells where the top is: its root ends with the
     * path that the directory has here.
     */
    MountTable withTop(BiPredicate<Path, Path> same) {
        if (of(TOP).isPresent()) {
            return this;
        }
        List<Mount> all = new ArrayList<>(mounts);
        mounts.stream()
                .filter(mount -> mount.nfs().isEmpty()) // One that hangs is not looked at.
                .flatMap(mount -> top(mount, same).stream())
                .findFirst()
                .ifPresent(all::add);
        return new MountTable(List.copyOf(all));
    }

    private Optional<Mount> top(Mount mount, BiPredicate<Path, Path> same) {
        Path root = mount.root();
        for (int above = 0; above < root.getNameCount(); above++) {
            Path here = TOP.resolve(root.subpath(above, root.getNameCount()));
            if (of(here).isEmpty() && same.test(here, mount.point())) {
                Path top = above == 0 ? TOP : TOP.resolve(root.subpath(0, above));
                return Optional.of(new Mount(mount.device(), top, TOP, mount.type(), mount.source(), mount.options()));
            }
        }
        return Optional.empty();
    }

    /** Whether two paths lead to the same directory; no, where one cannot be looked at. */
    public static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(a) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether a directory that is there is seen below another one through whatever is mounted there, or is that one.
     */
    public boolean isBelow(Path directory, Path other) {
        return below(directory, other).anyMatch(seen -> isSame(seen, other));
    }

    /**
     * Where below a directory another one should be seen, through whatever is mounted there; whether it is the same has
     * still to be looked at, because a network file system tells the same place of all its exports.
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
    public Optional<Mount> of(Path path) {
        return mounts.stream()
                .filter(mount -> path.startsWith(mount.point()))
                .reduce((a, b) -> b.point().getNameCount() >= a.point().getNameCount() ? b : a);
    }

    /** Returns the mounts inside a directory, as paths below it. */
    public List<FileName> inside(Path directory) {
        return mounts.stream()
                .flatMap(mount -> FileName.below(directory, mount.point()).stream())
                .toList();
    }

    /** Whether a path is on another machine, or behind a program that answers for it. */
    public boolean isRemote(Path path) {
        return of(path).filter(Mount::isRemote).isPresent();
    }

    static Path path(String escaped) {
        return FileName.of(text(escaped).substring(1).getBytes(StandardCharsets.ISO_8859_1))
                .under(TOP);
    }

    /** Blanks, backslashes and the like stand in the table as a backslash and three octal digits. */
    private static String text(String escaped) {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '\\' && i + 3 < escaped.length()) {
                raw.append((char) Integer.parseInt(escaped.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                raw.append(escaped.charAt(i));
            }
        }
        return raw.toString();
    }
}
