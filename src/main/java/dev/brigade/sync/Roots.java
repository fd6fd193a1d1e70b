package dev.brigade.sync;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The directories of a run, resolved to real paths.
 *
 * @param sources the sources, in the user's order
 * @param destination the destination; if it is missing, its parent is there
 * @param exists whether the destination is there
 */
record Roots(List<Source> sources, Path destination, boolean exists) {

    /** Looks at sources and destination without touching them. */
    static Roots resolve(List<String> sources, String destination) throws RefusedException {
        List<Source> resolved = new ArrayList<>();
        for (String given : sources) {
            resolved.add(source(given));
        }
        Path path = path("destination", destination);
        boolean exists = Files.exists(path);
        Roots roots = new Roots(
                List.copyOf(resolved), exists ? existing(path, destination) : missing(path, destination), exists);
        roots.refuseOverlap();
        return roots;
    }

    private static Source source(String given) throws RefusedException {
        Path path = path("source", given);
        if (!Files.exists(path)) {
            if (given.indexOf('\uFFFD') >= 0) {
                throw unholdable(given);
            }
            throw refused("source " + given + " does not exist"
                    + (given.contains(":") ? ": remote sources are not supported, mount it" : ""));
        }
        if (!Files.isDirectory(path)) {
            throw refused("source " + given + " is not a directory");
        }
        boolean contents = given.endsWith("/") || List.of(".", "..").contains(lastComponent(given));
        if (!contents && Files.isSymbolicLink(path)) {
            throw refused("source " + given + " is a symbolic link: write " + given + "/ to copy what it points to");
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw refused("source " + given + " cannot be read: permission denied");
        }
        Path real = real(path, given);
        Path parent = real.getParent();
        if (contents || parent == null) {
            return new Source(given, exact(real, given), FileName.ROOT);
        }
        return new Source(given, exact(parent, given), FileName.lastOf(real));
    }

    private static String lastComponent(String given) {
        return given.substring(given.lastIndexOf('/') + 1);
    }

    private static Path existing(Path path, String given) throws RefusedException {
        if (!Files.isDirectory(path)) {
            throw refused("destination " + given + " is not a directory");
        }
        return exact(real(path, given), given);
    }

    private static Path missing(Path path, String given) throws RefusedException {
        if (Files.isSymbolicLink(path)) {
            throw refused("destination " + given + " is a symbolic link that leads nowhere");
        }
        if (isRemote(given)) {
            throw refused("destination " + given + " does not exist: remote destinations are not supported, mount it,"
                    + " or write ./" + given + " to make a directory of that name");
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw refused("destination " + given + " cannot be made: " + parent + " is not a directory"
                    + (given.contains(":") ? ": remote destinations are not supported, mount it" : "; make it first"));
        }
        return exact(real(parent, given).resolve(path.getFileName()), given);
    }

    /** Whether rsync would take it for a path on another host: a colon before any slash. */
    private static boolean isRemote(String given) {
        int colon = given.indexOf(':');
        return colon >= 0 && given.lastIndexOf('/', colon) < 0;
    }

    private void refuseOverlap() throws RefusedException {
        for (Source source : sources) {
            if (isSame(source.prefix().under(destination), source.directory())) {
                throw refused("destination " + destination + " is the source " + source.given() + " itself");
            }
            if (isInside(destination, source.directory())) {
                throw refused("destination " + destination + " is inside the source " + source.given());
            }
        }
    }

    /** Whether a source lies inside the destination, where deleting would reach it. */
    boolean isSourceInDestination(Source source) {
        return isInside(source.directory(), destination);
    }

    /** Whether a directory is another one or lies in it, by its path or because a part of a file system is mounted twice. */
    private static boolean isInside(Path inner, Path outer) {
        for (Path above = inner; above != null; above = above.getParent()) {
            if (isSame(above, outer)) {
                return true;
            }
        }
        Path there = Files.exists(inner) ? inner : Objects.requireNonNull(inner.getParent());
        return MountTable.now().below(outer, there).anyMatch(seen -> isSame(seen, there));
    }

    /** Whether two sources may have directories in common below the root of the transfer. */
    boolean areMerged() {
        List<FileName> prefixes = sources.stream().map(Source::prefix).toList();
        boolean contents = prefixes.contains(FileName.ROOT);
        return sources.size() > 1 && (contents || prefixes.stream().distinct().count() < prefixes.size());
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.exists(a) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path path(String what, String given) throws RefusedException {
        if (given.isEmpty()) {
            throw new RefusedException(Fault.USAGE, "the " + what + " is an empty word");
        }
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw unholdable(given);
        }
    }

    private static Path real(Path path, String given) throws RefusedException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw refused(given + " cannot be resolved: " + Reasons.of(e));
        }
    }

    /** Working directories and destinations have to reach rsync as arguments do. */
    private static Path exact(Path path, String given) throws RefusedException {
        if (FileName.of(FileName.bytesOf(path)).asArgument().isEmpty()) {
            throw unholdable(given);
        }
        return path;
    }

    private static RefusedException unholdable(String given) {
        return refused(
                given + " has bytes that this locale cannot hold: set LC_ALL=C.UTF-8, or name a directory above it");
    }

    private static RefusedException refused(String message) {
        return new RefusedException(Fault.PREFLIGHT, message);
    }
}
