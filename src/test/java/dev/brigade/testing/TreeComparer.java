package dev.brigade.testing;

import dev.brigade.testing.Inventory.Stat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/**
 * Compares two trees completely, by find, stat and sha256sum: neither rsync nor this project's own code looks at them.
 * Whatever cannot be read is an error. Immutable and thread-safe.
 */
public final class TreeComparer {
    private static final int SHOWN = 20;
    private static final long SPARSE_FROM = 1 << 20;
    private static final long SLACK = 64 * 1024;

    /** What a comparison can leave out. */
    public enum Ignore {
        /** Users and groups, where a copy by another user cannot keep them. */
        OWNERS,
        /** Which names are one inode. */
        LINKS,
        /** Modification times of directories. */
        DIRECTORY_TIMES,
        /** Modification times of symbolic links, which not every file system keeps. */
        SYMLINK_TIMES,
        /** Blocks on disk. */
        SPARSENESS
    }

    private final Set<Ignore> ignored;

    private TreeComparer(Set<Ignore> ignored) {
        this.ignored = ignored;
    }

    /** Compares everything but what is named. */
    public static TreeComparer ignoring(Ignore... what) {
        Set<Ignore> ignored = EnumSet.noneOf(Ignore.class);
        ignored.addAll(Arrays.asList(what));
        return new TreeComparer(ignored);
    }

    /** Compares everything. */
    public static TreeComparer strict() {
        return ignoring();
    }

    /** Fails, showing the first 20 differences, unless the trees are equal in everything. */
    public static void assertSame(Path source, Path destination) {
        strict().assertEqual(source, destination);
    }

    /** Fails, showing the first 20 differences, unless the trees are equal in what this comparer looks at. */
    public void assertEqual(Path source, Path destination) {
        List<Difference> differences = differences(source, destination);
        if (!differences.isEmpty()) {
            Assertions.fail(differences.size() + " differences between " + source + " and " + destination + ":\n"
                    + differences.stream()
                            .limit(SHOWN)
                            .map(Difference::toString)
                            .collect(Collectors.joining("\n")));
        }
    }

    /**
     * All differences, in the order of names. Of a directory that is missing or extra, only itself is named, and an
     * entry of another type only by its type.
     */
    public List<Difference> differences(Path source, Path destination) {
        SortedMap<String, Stat> a = Inventory.of(source).entries();
        SortedMap<String, Stat> b = Inventory.of(destination).entries();
        List<Difference> differences = new ArrayList<>();
        onlyIn(a, b, "missing", differences);
        onlyIn(b, a, "extra", differences);
        a.forEach((name, stat) -> {
            if (b.containsKey(name)) {
                compare(name, stat, b.get(name), differences);
            }
        });
        if (!ignored.contains(Ignore.LINKS)) {
            differences.addAll(LinkGroups.differences(a, b));
        }
        return differences;
    }

    private static void onlyIn(
            SortedMap<String, Stat> here, SortedMap<String, Stat> there, String property, List<Difference> found) {
        here.forEach((name, stat) -> {
            if (!there.containsKey(name) && there.containsKey(parent(name))) {
                String below = name + "/";
                long inside = here.tailMap(below).keySet().stream()
                        .takeWhile(n -> n.startsWith(below))
                        .count();
                found.add(new Difference(name, property, "type " + stat.type() + ", " + inside + " entries below"));
            }
        });
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private void compare(String name, Stat a, Stat b, List<Difference> found) {
        if (!a.type().equals(b.type())) {
            check(name, "type", a.type(), b.type(), found);
            return;
        }
        check(name, "mode", a.mode(), b.mode(), found);
        if (!ignored.contains(Ignore.OWNERS)) {
            check(name, "owner", a.uid() + ":" + a.gid(), b.uid() + ":" + b.gid(), found);
        }
        boolean ignoredTime = a.isDirectory() && ignored.contains(Ignore.DIRECTORY_TIMES)
                || !a.target().isEmpty() && ignored.contains(Ignore.SYMLINK_TIMES);
        if (!ignoredTime) {
            check(name, "mtime", a.mtime(), b.mtime(), found);
        }
        check(name, "target", a.target(), b.target(), found);
        check(name, "device", a.device(), b.device(), found);
        if (!a.isFile()) {
            return;
        }
        if (a.size() == b.size()) {
            check(name, "content", a.digest(), b.digest(), found);
        } else {
            check(name, "size", "" + a.size(), "" + b.size(), found);
        }
        if (!ignored.contains(Ignore.SPARSENESS) && lostHoles(a, b)) {
            check(name, "blocks", "" + a.blocks(), "" + b.blocks(), found);
        }
    }

    /** Whether more than a quarter of the holes of a large sparse file were filled. */
    private static boolean lostHoles(Stat a, Stat b) {
        long holes = a.size() - a.blocks() * 512;
        long filled = (b.blocks() - a.blocks()) * 512;
        return a.size() >= SPARSE_FROM && holes > SLACK && filled > Math.max(SLACK, holes / 4);
    }

    private static void check(String name, String property, String a, String b, List<Difference> found) {
        if (!a.equals(b)) {
            found.add(new Difference(name, property, a + " became " + b));
        }
    }
}
