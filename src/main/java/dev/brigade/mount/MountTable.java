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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The mounts of this machine. If a part of a file system is mounted a second time, a directory can be inside another
 * although its path is not. Immutable and thread-safe.
 */
public final class MountTable {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Path TOP = Path.of("/");

    /** Two numbers, device, root, mount point, mount options, any number of fields, then type, source and options. */
    private static final Pattern ROW =
            Pattern.compile("[^ ]+ [^ ]+ ([^ ]+) (/[^ ]*) (/[^ ]*) (?:[^ ]+ )*?- ([^ ]+) ([^ ]*) ([^ ]+)");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

    private final List<Mount> mounts;

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
    }

    /** Returns the mounts as they are now; none if the system has no such table. */
    public static MountTable now() {
        try {
            return parse(Files.readString(TABLE, StandardCharsets.ISO_8859_1)).withTop(MountTable::isSame);
        } catch (IOException e) {
            return new MountTable(List.of());
        }
    }

    /** Reads the text of {@code /proc/self/mountinfo}, one character for each byte. */
    public static MountTable parse(String table) {
        List<Mount> mounts = new ArrayList<>();
        table.lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> {
            List<String> options = List.of(row.group(6).split(",", -1));
            mounts.add(new Mount(
                    row.group(1), path(row.group(2)), path(row.group(3)), row.group(4), text(row.group(5)), options));
        });
        return new MountTable(List.copyOf(mounts));
    }

    /**
     * Adds the top directory, for which the table has no row in a chroot. If a directory of it is mounted a second
     * time, the root of that mount ends with the path that the directory has here.
     */
    MountTable withTop(BiPredicate<Path, Path> same) {
        if (of(TOP).isPresent()) {
            return this;
        }
        List<Mount> all = new ArrayList<>(mounts);
        mounts.stream()
                .filter(mount -> mount.nfs().isEmpty()) // it may hang
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

    /** Whether two paths lead to the same directory; false if one cannot be read. */
    public static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(a) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a directory that exists is another one or visible below it, through any mount. */
    public boolean isBelow(Path directory, Path other) {
        return below(directory, other).anyMatch(seen -> isSame(seen, other));
    }

    /**
     * Returns the paths below a directory where another one should be visible. The caller has to compare them, because
     * a network file system gives the same root for all its exports.
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

    /** Returns the mount of a path: the deepest, and the last of several at one place. */
    public Optional<Mount> of(Path path) {
        return mounts.stream()
                .filter(mount -> path.startsWith(mount.point()))
                .reduce((a, b) -> b.point().getNameCount() >= a.point().getNameCount() ? b : a);
    }

    /** Whether something is mounted at a path; what only waits to be mounted (autofs) does not count. */
    public boolean isPoint(Path path) {
        return of(path).filter(
                        mount -> mount.point().equals(path) && !mount.type().equals("autofs"))
                .isPresent();
    }

    /** Returns the mount points at, above and below a directory: those of what is visible in it. */
    public Stream<Path> around(Path directory) {
        Stream<Mount> below = mounts.stream().filter(mount -> mount.point().startsWith(directory));
        return Stream.concat(of(directory).stream(), below).map(Mount::point).distinct();
    }

    /** Returns the mounts inside a directory, as paths below it. */
    public List<FileName> inside(Path directory) {
        return mounts.stream()
                .flatMap(mount -> FileName.below(directory, mount.point()).stream())
                .toList();
    }

    /** Whether a path is on a network or FUSE file system. */
    public boolean isRemote(Path path) {
        return of(path).filter(Mount::isRemote).isPresent();
    }

    static Path path(String escaped) {
        return FileName.of(text(escaped).substring(1).getBytes(StandardCharsets.ISO_8859_1))
                .under(TOP);
    }

    /** In the table, blanks and backslashes are a backslash and three octal digits. */
    private static String text(String escaped) {
        return ESCAPED.matcher(escaped)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 8))));
    }
}
