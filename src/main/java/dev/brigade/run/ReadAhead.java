package dev.brigade.run;

import dev.brigade.model.Unit;
import dev.brigade.model.UnitSink;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads directories of the destination just before an rsync looks at their entries one by one: an NFS client asks for a whole directory
 * with its entries' attributes in a few calls (READDIRPLUS), and then answers rsync from what it remembers for some seconds. What
 * cannot be read is rsync's to say. Not thread-safe.
 */
final class ReadAhead implements UnitSink {
    /** More than any bucket has, and more than is remembered long enough. */
    private static final int MOST = 40_000;

    private final Path destination;
    private int read;

    ReadAhead(Path destination) {
        this.destination = destination;
    }

    @Override
    public void accept(Unit unit) {
        if (unit.contents() && read < MOST) {
            read(unit.name().under(destination));
        }
    }

    private void read(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                // Asked at once: the client goes on asking for attributes only as long as somebody wants them.
                Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (++read >= MOST) {
                    return;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // Not there yet, or gone, or not ours to read.
        }
    }

    /** How many entries it has read. */
    int entries() {
        return read;
    }
}
