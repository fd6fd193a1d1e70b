package dev.brigade.count;

import dev.brigade.model.CappedList;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.SizeClass;
import dev.brigade.model.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of a count. Paths are those that {@code find DIRECTORY} prints. A file with several names counts once in
 * sizes. Immutable.
 *
 * @param roots paths of the counted directories, which {@code directories} counts too
 * @param files names of regular files
 * @param directories directories
 * @param symlinks symbolic links
 * @param others FIFOs, sockets and devices
 * @param hardLinks further names of regular files of which one name was counted before
 * @param hardLinksExact whether each file with several names was counted once; if false, some counted more often
 * @param bytes bytes of all regular files
 * @param largest the largest file, if there is one; of several, the first by the bytes of its path
 * @param sizes numbers of files by size, all classes, the smallest first
 * @param flat directories with more entries than {@code flatLimit}, the largest first
 * @param flatLimit entries of one directory
 * @param unreadable entries that could not be read; neither they nor entries below them are counted
 * @param processes rsync processes at a time for a copy, if a fixed number is wanted
 * @param bucketEntries entries in each bucket of that copy
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
     * @param path its path
     * @param bytes its size
     */
    public record Sized(FileName path, long bytes) {}

    /**
     * A directory.
     *
     * @param path its path
     * @param entries its own entries of all kinds
     */
    public record Crowded(FileName path, long entries) {}

    /** Returns the number of entries of all kinds, with the counted directories, as {@code find} prints them. */
    public long entries() {
        return files + directories + symlinks + others;
    }

    /** Returns the number of files, however many names each has. */
    public long distinctFiles() {
        return files - hardLinks;
    }

    /** Returns the mean size of a file, bytes; 0 if there is none. */
    public double meanBytes() {
        return distinctFiles() == 0 ? 0 : (double) bytes / distinctFiles();
    }

    /** Returns the exit code: interrupted, failed if an entry could not be read, or OK. */
    public ExitCode exitCode() {
        if (stopped.isPresent()) {
            return ExitCode.INTERRUPTED;
        }
        return unreadable.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
