package dev.brigade.preflight;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.mount.MountTable;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories of a run, resolved to real paths.
 *
 * @param sources the sources, in the user's order
 * @param destination the destination; if it is missing, its parent is there, or will be made with it
 * @param exists whether the destination is there
 */
public record Roots(List<Source> sources, Path destination, boolean exists) {
    /** Linux knows no longer names. */
    private static final int LONGEST_NAME = 255;

    /** Errors of a path at which nothing can be. */
    private static final List<String> IMPOSSIBLE =
            List.of("Not a directory", "File name too long", "Too many levels of symbolic links");

    /** Nor longer paths, their end included. */
    private static final int LONGEST_PATH = 4095;

    /**
     * Looks at sources and destination without touching them; parents that are missing may be made later, or are
     * refused.
     */
    public static Roots resolve(List<String> sources, String destination, boolean parents) throws RefusedException {
        List<Source> resolved = new ArrayList<>();
        for (String given : sources) {
            resolved.add(source(given));
        }
        Path path = path("destination", destination);
        boolean exists = exists(path, destination);
        Roots roots = new Roots(
                List.copyOf(resolved),
                exists ? existing(path, destination) : missing(path, destination, parents),
                exists);
        roots.refuseOverlap();
        return roots;
    }

    /** One source, resolved. */
    public static Source source(String given) throws RefusedException {
        Path path = path("source", given);
        try {
            if (!Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
                throw refused(Fault.SOURCE_MISSING, "source " + given + " is not a directory");
            }
        } catch (NoSuchFileException e) {
            if (given.indexOf('\uFFFD') >= 0) {
                throw unrepresentable(given);
            }
            throw refused(
                    Fault.SOURCE_MISSING,
                    "source " + given + " does not exist"
                            + (given.contains(":") ? ": remote sources are not supported, mount it" : ""));
        } catch (IOException e) {
            throw unreadable(given, e);
        }
        boolean contents = given.endsWith("/") || List.of(".", "..").contains(lastComponent(given));
        if (!contents && Files.isSymbolicLink(path)) {
            throw refused(
                    Fault.SOURCE_MISSING,
                    "source " + given + " is a symbolic link: write " + given + "/ to copy what it points to");
        }
        try {
            path.getFileSystem().provider().checkAccess(path, AccessMode.READ, AccessMode.EXECUTE);
        } catch (IOException e) {
            throw unreadable(given, e);
        }
        Path real = real(path, given);
        Path parent = real.getParent();
        if (contents || parent == null) {
            return new Source(given, exact(real, given), FileName.ROOT);
        }
        return new Source(given, exact(parent, given), FileName.lastOf(real));
    }

    private static RefusedException unreadable(String given, IOException e) {
        return refused(Fault.SOURCE_UNREADABLE, "source " + given + " cannot be read: " + Reasons.of(e));
    }

    /** Whether the destination is there; a path that cannot exist is left to {@link #missing}. */
    private static boolean exists(Path path, String given) throws RefusedException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (IOException e) {
            if (isMissing(e)) {
                return false;
            }
            throw refused(Fault.DESTINATION_READ_ONLY, "destination " + given + " cannot be reached: " + Reasons.of(e));
        }
    }

    /** Whether nothing is or can be at the path; other errors say nothing about that. */
    private static boolean isMissing(IOException e) {
        return e instanceof NoSuchFileException || IMPOSSIBLE.stream().anyMatch(Reasons.of(e)::contains);
    }

    private static String lastComponent(String given) {
        return given.substring(given.lastIndexOf('/') + 1);
    }

    private static Path existing(Path path, String given) throws RefusedException {
        if (!Files.isDirectory(path)) {
            throw refused(Fault.DESTINATION_IS_FILE, "destination " + given + " is not a directory");
        }
        return exact(real(path, given), given);
    }

    private static Path missing(Path path, String given, boolean parents) throws RefusedException {
        if (Files.isSymbolicLink(path)) {
            throw refused(Fault.DESTINATION_NOT_MADE, "destination " + given + " is a symbolic link to nothing");
        }
        if (isRemote(given)) {
            throw refused(
                    Fault.DESTINATION_NOT_MADE,
                    "destination " + given + " does not exist: remote destinations are not supported, mount it,"
                            + " or write ./" + given + " to make a directory of that name");
        }
        Path absolute = path.toAbsolutePath();
        Path above = parents ? nearest(absolute) : absolute.getParent();
        String wrong = above == null ? "it has no parent" : whyNoDirectory(above);
        if (above == null || !wrong.isEmpty()) {
            throw refused(
                    Fault.DESTINATION_NOT_MADE,
                    "destination " + given + " cannot be created: " + wrong
                            + (given.contains(":") ? ". Remote destinations are not supported, mount it" : ""));
        }
        Path rest = absolute.subpath(above.getNameCount(), absolute.getNameCount());
        for (Path name : rest) {
            if (name.toString().equals("..")) {
                throw refused(
                        Fault.DESTINATION_NOT_MADE,
                        "destination " + given + " cannot be created: it has .. behind a directory that does not"
                                + " exist. Write the path without ..");
            }
            if (FileName.bytesOf(name).length > LONGEST_NAME) {
                throw refused(
                        Fault.DESTINATION_NOT_MADE,
                        "destination " + given + " cannot be created: a name has more than " + LONGEST_NAME + " bytes");
            }
        }
        Path whole = real(above, given).resolve(rest).normalize();
        if (FileName.bytesOf(whole).length > LONGEST_PATH) {
            throw refused(
                    Fault.DESTINATION_NOT_MADE,
                    "destination " + given + " cannot be created: it has more than " + LONGEST_PATH + " bytes");
        }
        return exact(whole, given);
    }

    /** Returns what is wrong with a directory; empty if nothing is. */
    private static String whyNoDirectory(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isDirectory()
                    ? ""
                    : path + " is not a directory";
        } catch (NoSuchFileException e) {
            return path
                    + (Files.isSymbolicLink(path)
                            ? " is a symbolic link to nothing"
                            : " does not exist. Create it first");
        } catch (IOException e) {
            return path + ": " + Reasons.of(e);
        }
    }

    /** Returns the path itself or its nearest parent that exists; symbolic links are not followed. */
    static Path nearest(Path absolute) {
        Path there = absolute;
        while (true) {
            try {
                Files.readAttributes(there, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return there;
            } catch (IOException e) {
                if (!isMissing(e) || there.getParent() == null) {
                    return there; // What is done there next reports the error.
                }
                there = there.getParent();
            }
        }
    }

    /** Whether rsync would take it for a path on another host: a colon before any slash. */
    private static boolean isRemote(String given) {
        int colon = given.indexOf(':');
        return colon >= 0 && given.lastIndexOf('/', colon) < 0;
    }

    private void refuseOverlap() throws RefusedException {
        for (Source source : sources) {
            if (MountTable.isSame(source.prefix().under(destination), source.directory())) {
                throw refused(
                        Fault.PREFLIGHT, "destination " + destination + " is the source " + source.given() + " itself");
            }
            if (isInside(destination, source.directory())) {
                throw refused(
                        Fault.PREFLIGHT, "destination " + destination + " is inside the source " + source.given());
            }
        }
    }

    /** Whether a source lies inside the destination, where deleting would reach it. */
    boolean isSourceInDestination(Source source) {
        return isInside(source.directory(), destination);
    }

    /**
     * Whether a directory is another one or lies in it, by its path or because a part of a file system is mounted
     * twice.
     */
    private static boolean isInside(Path inner, Path outer) {
        for (Path above = inner; above != null; above = above.getParent()) {
            if (MountTable.isSame(above, outer)) {
                return true;
            }
        }
        return MountTable.now().isBelow(outer, nearest(inner));
    }

    /** Whether two sources may have directories in common below the root of the transfer. */
    public boolean areMerged() {
        List<FileName> prefixes = sources.stream().map(Source::prefix).toList();
        boolean contents = prefixes.contains(FileName.ROOT);
        return sources.size() > 1 && (contents || prefixes.stream().distinct().count() < prefixes.size());
    }

    /**
     * Returns the sources in their order, those together that one rsync process can read: named entries of one
     * directory.
     */
    public List<List<Source>> transfers() {
        List<List<Source>> transfers = new ArrayList<>();
        for (Source source : sources) {
            List<Source> last = transfers.isEmpty() ? List.of() : transfers.get(transfers.size() - 1);
            boolean together = !last.isEmpty()
                    && !source.prefix().isRoot()
                    && !last.get(0).prefix().isRoot()
                    && source.root().equals(last.get(0).root());
            if (together) {
                last.add(source);
            } else {
                transfers.add(new ArrayList<>(List.of(source)));
            }
        }
        return transfers;
    }

    private static Path path(String what, String given) throws RefusedException {
        if (given.isEmpty()) {
            throw RefusedException.usage("the path of the " + what + " is empty");
        }
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw unrepresentable(given);
        }
    }

    private static Path real(Path path, String given) throws RefusedException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw refused(Fault.PREFLIGHT, given + " cannot be resolved: " + Reasons.of(e));
        }
    }

    /** Working directories and destinations have to reach rsync as arguments do. */
    private static Path exact(Path path, String given) throws RefusedException {
        if (FileName.of(FileName.bytesOf(path)).asArgument().isEmpty()) {
            throw unrepresentable(given);
        }
        return path;
    }

    private static RefusedException unrepresentable(String given) {
        return refused(
                Fault.PREFLIGHT,
                given
                        + " has bytes that this locale cannot represent: set LC_ALL=C.UTF-8, or name a directory above it");
    }

    private static RefusedException refused(Fault fault, String message) {
        return new RefusedException(fault, message);
    }

    /**
     * Whether a source or the destination is on another machine, or behind a program that answers for it; only the
     * table is asked.
     */
    public boolean areRemote(MountTable table) {
        return table.isRemote(destination) || sources.stream().anyMatch(source -> table.isRemote(source.root()));
    }
}
