package dev.brigade.run;

import dev.brigade.manifest.TransferItem;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the files of a bucket can be written in place. A file of the destination that has further names
 * there, as in a snapshot by {@code cp -al}, would change under all of them. Large files are looked at one by one. For
 * other files it is enough that their directory held none when the pass came to it: to look at each costs as much as
 * the copy of an unchanged tree. Not thread-safe; used once.
 */
final class InPlaceCheck implements TransferItemSink {
    /** A directory of more subdirectories is not searched for files. */
    private static final int MOST = 1000;

    private final Path destination;
    private final Bucket bucket;
    private final Set<FileName> empty;
    private boolean safe = true;
    private @Nullable FileName looked;

    /**
     * Prepares the check of a bucket.
     *
     * @param empty split directories that held no files when the pass came to them; the check adds to them. Thread-safe
     */
    InPlaceCheck(Path destination, Bucket bucket, Set<FileName> empty) {
        this.destination = destination;
        this.bucket = bucket;
        this.empty = empty;
    }

    @Override
    public void accept(TransferItem item) {
        if (!safe) {
            return;
        }
        if (bucket.kind() == Bucket.Kind.LARGE) {
            safe = names(item.name()) <= 1;
            return;
        }
        boolean itself = item.contents() || bucket.split().contains(item.name());
        FileName directory = itself ? item.name() : item.name().parent();
        if (!Objects.equals(directory, looked)) {
            safe = empty.contains(directory) || isWithoutFiles(directory);
            looked = directory;
            if (safe && bucket.split().contains(directory)) {
                empty.add(directory);
            }
        }
    }

    /** Looks at the name first: to open a FIFO would wait for a writer. */
    private boolean isWithoutFiles(FileName directory) {
        if (names(directory) == 0) {
            return true;
        }
        Path path = directory.under(destination);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            int seen = 0;
            for (Path entry : entries) {
                if (++seen > MOST || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    /** Returns the number of names of an entry; 0 if it does not exist, many if that is unknown. */
    private int names(FileName name) {
        try {
            return (Integer) Files.getAttribute(name.under(destination), "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    boolean isSafe() {
        return safe;
    }
}
