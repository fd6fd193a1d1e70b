package dev.brigade.run;

import dev.brigade.manifest.TransferItem;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
import dev.brigade.model.OpenDirectory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.function.BooleanSupplier;

/**
 * Reads directories of a remote destination just before rsync looks at their entries one by one. Reading returns the
 * attributes of entries in a few calls (READDIRPLUS), which the client caches for some seconds. Opening makes it ask
 * the server for changes through other mounts. rsync reports what cannot be read. Not thread-safe.
 */
final class ReadAhead implements TransferItemSink {
    /** About as many entries as a bucket has at most, and as the client caches long enough. */
    static final int MOST = 16_384;

    private final Path destination;
    private final boolean reads;
    private final boolean opens;
    private final BooleanSupplier stopped;
    private int read;

    /**
     * Begins for one process.
     *
     * @param reads whether to read directories whose entries rsync compares
     * @param opens whether to open all others that are named or worked in
     * @param stopped whether to end early
     */
    ReadAhead(Path destination, boolean reads, boolean opens, BooleanSupplier stopped) {
        this.destination = destination;
        this.reads = reads;
        this.opens = opens;
        this.stopped = stopped;
    }

    void workedIn(Collection<FileName> directories) {
        directories.forEach(directory -> accept(new TransferItem(directory, false)));
    }

    @Override
    public void accept(TransferItem item) {
        if (item.contents() && reads) {
            look(item.name().under(destination), MOST);
        } else if (opens) {
            look(item.name().under(destination), 0);
        }
    }

    private void look(Path directory, int most) {
        if (stopped.getAsBoolean() || most > 0 && !opens && read >= most) {
            return;
        }
        try (DirectoryStream<Path> entries = OpenDirectory.at(directory)) {
            if (most == 0) {
                return;
            }
            for (Path entry : entries) {
                if (read >= most || stopped.getAsBoolean()) {
                    return;
                }
                read++;
                // Asked at once: a client goes on asking for attributes only as long as somebody wants them.
                Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // No directory, not there yet, or gone, or not ours to read.
        }
    }

    int entries() {
        return read;
    }
}
