package dev.brigade.count;

import dev.brigade.model.CappedList;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a count of directories found. Paths are those that {@code find DIRECTORY} would print. A file with several names
 * counts once in all that is about sizes. Immutable.
 *
 * @param roots the directories counted, as paths; they are among {@code directories}
 * @param files names of regular files
 * @param directories directories
 * @param symlinks symbolic links
 * @param others FIFOs, sockets and devices
 * @param hardLinks names of regular files beyond the first that was found of the same file
 * @param hardLinksExact whether all files with several names could be told apart; if not, some count with each of their
 *     names
 * @param bytes bytes of all regular files
 * @param largest the largest file, if there is one; of several, the first by its bytes
 * @param sizes how many files are of which size, all classes, the smallest first
 * @param flat directories with more entries than {@code flatLimit}, the worst first
 * @param flatLimit entries of one directory
 * @param unreadable what could not be read, so that it or what lies below it is not counted
 * @param processes rsync processes at a time that suit a copy of all this where the number has to be fixed
 * @param bucketEntries entries in each of its buckets where they have to be fixed
 * @param time how long it took
 * @param stopped why it ended early, if it did
 */
public record CountResult(
        List<FileName> roots,
        long files,
        long directories,
        long symlinks,
        long others,
        long hardLinks,
        boolean hardLinksExact,
        long bytes,
        Optional<Sized> largest,
        List<SizeClass> sizes,
        CappedList<Crowded> flat,
        long flatLimit,
        CappedList<Problem> unreadable,
        int processes,
        long bucketEntries,
        Duration time,
        Optional<StopCause> stopped) {

    /**
     * A file.
     *
     * @param path where it is
     * @param bytes its size
     */
    public record Sized(FileName path, long bytes) {}

    /**
     * A directory.
     *
     * @param path where it is
     * @param entries how many it holds itself, of all kinds
     */
    public record Crowded(FileName path, long entries) {}

    /**
     * Files of about one size.
     *
     * @param from the smallest size that belongs here, bytes
     * @param files how many
     * @param bytes their bytes together
     */
    public record SizeClass(long from, long files, long bytes) {}

    /** Entries of all kinds, the directories counted among them: so many lines {@code find} would print. */
    public long entries() {
        return files + directories + symlinks + others;
    }

    /** Files, however many names each has. */
    public long distinctFiles() {
        return files - hardLinks;
    }

    /** Mean size of a file, bytes; 0 where there is none. */
    public double meanBytes() {
        return distinctFiles() == 0 ? 0 : (double) bytes / distinctFiles();
    }

    /** Returns the exit code: interrupted, failed where something could not be read, or OK. */
    public ExitCode exitCode() {
        if (stopped.isPresent()) {
            return ExitCode.INTERRUPTED;
        }
        return unreadable.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
