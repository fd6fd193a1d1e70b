package dev.brigade.preflight;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/**
 * A source or destination as the user wrote it, and what is there.
 *
 * @param given as the user wrote it
 * @param path the same as a path
 */
record RootPath(String given, Path path) {
    /** Linux knows no longer names, and no longer paths. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4095;

    /** Errors of a path that cannot exist. */
    private static final List<String> IMPOSSIBLE =
            List.of("Not a directory", "File name too long", "Too many levels of symbolic links");

    static RootPath of(String what, String given) throws RefusedException {
        if (given.isEmpty()) {
            throw RefusedException.usage("the path of the " + what + " is empty");
        }
        try {
            return new RootPath(given, Path.of(given));
        } catch (InvalidPathException e) {
            throw unrepresentable(given);
        }
    }

    Source source() throws RefusedException {
        try {
            if (!Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
                throw missingSource(" is not a directory");
            }
            boolean contents = given.endsWith("/") || given.matches("(.*/)?\\.\\.?");
            if (!contents && Files.isSymbolicLink(path)) {
                throw missingSource(" is a symbolic link: write " + given + "/ to copy what it points to");
            }
            path.getFileSystem().provider().checkAccess(path, AccessMode.READ, AccessMode.EXECUTE);
            Path real = real(path);
            Path parent = real.getParent();
            return contents || parent == null
                    ? new Source(given, exact(real), FileName.ROOT)
                    : new Source(given, exact(parent), FileName.lastOf(real));
        } catch (NoSuchFileException e) {
            if (given.indexOf('\uFFFD') >= 0) {
                throw unrepresentable(given);
            }
            throw missingSource(
                    " does not exist" + (given.contains(":") ? ": remote sources are not supported, mount it" : ""));
        } catch (IOException e) {
            throw new RefusedException(
                    Fault.SOURCE_UNREADABLE, "source " + given + " cannot be read: " + Reasons.of(e));
        }
    }

    private RefusedException missingSource(String why) {
        return new RefusedException(Fault.SOURCE_MISSING, "source " + given + why);
    }

    /** Whether the destination exists; {@link #missing} reports a path that cannot exist. */
    boolean isDestination() throws RefusedException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (IOException e) {
            if (isMissing(e)) {
                return false;
            }
            throw new RefusedException(
                    Fault.DESTINATION_READ_ONLY, "destination " + given + " cannot be reached: " + Reasons.of(e));
        }
    }

    /** Whether nothing is or can be at the path; other errors do not tell. */
    private static boolean isMissing(IOException e) {
        return e instanceof NoSuchFileException || IMPOSSIBLE.stream().anyMatch(Reasons.of(e)::contains);
    }

    /** Returns the real path of a destination that exists. */
    Path existing() throws RefusedException {
        if (!Files.isDirectory(path)) {
            throw new RefusedException(Fault.DESTINATION_IS_FILE, "destination " + given + " is not a directory");
        }
        return exact(real(path));
    }

    /** Returns the real path that a destination will have. */
    Path missing(boolean parents) throws RefusedException {
        if (Files.isSymbolicLink(path)) {
            throw notMade(" is a symbolic link to nothing");
        }
        int colon = given.indexOf(':');
        if (colon >= 0 && given.lastIndexOf('/', colon) < 0) { // for rsync a path on another host
            throw notMade(" does not exist: remote destinations are not supported, mount it, or write ./" + given
                    + " to make a directory of that name");
        }
        Path absolute = path.toAbsolutePath();
        Path above = parents ? nearest(absolute) : Objects.requireNonNull(absolute.getParent(), "/ exists");
        String wrong = whyNoDirectory(above);
        if (!wrong.isEmpty()) {
            throw cannotBeCreated(
                    wrong + (given.contains(":") ? ". Remote destinations are not supported, mount it" : ""));
        }
        Path rest = absolute.subpath(above.getNameCount(), absolute.getNameCount());
        for (Path name : rest) {
            if (name.toString().equals("..")) {
                throw cannotBeCreated("it has .. behind a directory that does not exist. Write the path without ..");
            }
            if (FileName.bytesOf(name).length > LONGEST_NAME) {
                throw cannotBeCreated("a name has more than " + LONGEST_NAME + " bytes");
            }
        }
        Path whole = real(above).resolve(rest).normalize();
        if (FileName.bytesOf(whole).length > LONGEST_PATH) {
            throw cannotBeCreated("it has more than " + LONGEST_PATH + " bytes");
        }
        return exact(whole);
    }

    private RefusedException cannotBeCreated(String why) {
        return notMade(" cannot be created: " + why);
    }

    private RefusedException notMade(String why) {
        return new RefusedException(Fault.DESTINATION_NOT_MADE, "destination " + given + why);
    }

    /** Returns what is wrong with a directory; empty if nothing is. */
    private static String whyNoDirectory(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isDirectory()
                    ? ""
                    : path + " is not a directory";
        } catch (NoSuchFileException e) {
            boolean link = Files.isSymbolicLink(path);
            return path + (link ? " is a symbolic link to nothing" : " does not exist. Create it first");
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
                    return there; // the next step there reports the error
                }
                there = there.getParent();
            }
        }
    }

    /** Whether a directory holds nothing, except for what a file system puts there itself. */
    static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, entry -> !entry.endsWith("lost+found"))) {
            return !entries.iterator().hasNext();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private Path real(Path existing) throws RefusedException {
        try {
            return existing.toRealPath();
        } catch (IOException e) {
            throw new RefusedException(Fault.NOT_READY, given + " cannot be resolved: " + Reasons.of(e));
        }
    }

    /** Working directories and destinations have to reach rsync as arguments do. */
    private Path exact(Path real) throws RefusedException {
        if (FileName.of(FileName.bytesOf(real)).asArgument().isEmpty()) {
            throw unrepresentable(given);
        }
        return real;
    }

    private static RefusedException unrepresentable(String given) {
        return new RefusedException(
                Fault.NOT_READY,
                given + " has bytes that this locale cannot represent: set LC_ALL=C.UTF-8, or name a directory above"
                        + " it");
    }
}
