package dev.brigade.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Errors of files in the system's words, not Java's. Pure. */
public final class Reasons {
    private Reasons() {}

    /** Returns the reason without the file's name, such as {@code Permission denied}. */
    public static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (e instanceof NotDirectoryException) {
            return "Not a directory";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return Objects.requireNonNullElse(reason, e.getClass().getSimpleName());
    }

    /** Returns whether no space or no quota was left. */
    public static boolean isNoSpace(IOException e) {
        String reason = of(e);
        return reason.contains("No space left on device") || reason.contains("Disk quota exceeded");
    }

    /** Returns whether this process, or the machine, has as many files open as it may. */
    public static boolean isTooManyFiles(IOException e) {
        return of(e).contains("Too many open files");
    }
}
