package dev.brigade.run;

import dev.brigade.manifest.TransferItem;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
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
 * Looks at directories of a remote destination just before an rsync looks at their entries one by one. One that is read
 * tells its entries' attributes in a few calls (READDIRPLUS), which are remembered for some seconds; one that is opened
 * is asked anew for what another mount may have changed. What cannot be read is rsync's to say. Not thread-safe.
 */
final class ReadAhead implements TransferItemSink {
    /** About as many as a bucket has at most, and as are remembered long enough. */
    static final int MOST = 16_384;

    private final Path destination;
    private final boolean reads;
    private final boolean opens;
    private final BooleanSupplier stopped;
    private int read;

    /**
     * Begins for one process.
     *
     * @param reads whether directories are read whose entries are looked at
     * @param opens whether all others are opened that are worked in or named
     * @param stopped whether nobody waits for it any more
     */
    ReadAhead(Path destination, boolean reads, boolean opens, BooleanSupplier stopped) {
        this.destination = destination;
        this.reads = reads;
        this.opens = opens;
        this.stopped = stopped;
    }

    /** Looks at directories that are worked in by name. */
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
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
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

    /** How many entries it has read. */
    int entries() {
        return read;
    }
}
