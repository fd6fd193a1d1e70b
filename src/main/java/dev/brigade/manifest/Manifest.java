package dev.brigade.manifest;

import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Every listing of a crawl, on disk, read forwards. Immutable and thread-safe; each reader has a cursor of its own. A
 * manifest that still grows knows only how far it is readable.
 */
public final class Manifest implements AutoCloseable {
    private static final int BLOCK = 1 << 20;

    private final FileChannel channel;
    private final ManifestFacts facts;
    /** Null once the manifest is complete. */
    private final @Nullable ManifestWriter writer;

    Manifest(Path file, ManifestFacts facts, @Nullable ManifestWriter writer) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        this.facts = facts;
        this.writer = writer;
    }

    /**
     * Opens the manifest of an earlier run and reads all of it once.
     *
     * @param known what that run kept of it
     * @throws DamagedRunException if it is gone, or not as that run wrote it
     */
    public static Manifest reopen(Path file, ManifestFacts known) throws IOException, DamagedRunException {
        try {
            Manifest manifest = new Manifest(file, known, null);
            if (manifest.channel.size() != known.size() || manifest.digestOfBytes() != known.digest()) {
                manifest.close();
                throw new DamagedRunException(file.getFileName() + " is not as it was written");
            }
            return manifest;
        } catch (NoSuchFileException e) {
            throw new DamagedRunException(file.getFileName() + " is gone");
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    private long digestOfBytes() throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long position = 0; channel.read(block, position) > 0; ) {
            position += block.position();
            sum.update(block.flip());
            block.clear();
        }
        return sum.getValue();
    }

    /** Makes sure that the manifest is on the disk; returns what a later run needs to open it. */
    public ManifestFacts keep() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw StateException.of("the manifest", e);
        }
        return facts;
    }

    /** Returns what the manifest holds. */
    public Totals totals() {
        return facts.totals();
    }

    /** Returns the position up to which the manifest can be read now, bytes. */
    public long readable() throws IOException {
        return writer == null ? facts.size() : writer.flushed();
    }

    /** Opens a complete manifest at its beginning. */
    public ListingCursor open() {
        return open(0, facts.size());
    }

    /** Opens the listings between two positions, bytes. */
    public ListingCursor open(long from, long to) {
        return new ListingCursor(channel, from, to);
    }

    /** Reads one listing, at which a cursor stands. */
    public interface Reader {
        void read(ListingCursor at) throws IOException;
    }

    /** Reads all listings of a complete manifest in their order. */
    public void each(Reader reader) throws IOException {
        each(0, facts.size(), reader);
    }

    /** Reads the listings between two positions, bytes. */
    public void each(long from, long to, Reader reader) throws IOException {
        ListingCursor cursor = open(from, to);
        while (cursor.next()) {
            reader.read(cursor);
        }
    }

    /** Names everything in some slices, in their order. */
    public void items(List<Slice> slices, TransferItemSink sink) throws IOException {
        for (Slice slice : slices) {
            each(slice.from(), slice.to(), at -> slice.selection().items(at, sink));
        }
    }

    /**
     * Returns an entry, other than the root, that is in the destination once a slice was copied; empty if the slice has
     * none.
     */
    public Optional<FileName> witness(Slice slice) throws IOException {
        List<TransferItem> items = new ArrayList<>();
        ListingCursor cursor = open(slice.from(), slice.to());
        while (cursor.next()) {
            slice.selection().items(cursor, items::add);
            for (TransferItem item : items) {
                Optional<FileName> below =
                        item.contents() ? plainEntry(item.name(), cursor.entries()) : Optional.empty();
                if (below.isPresent() || !item.name().isRoot()) {
                    return Optional.of(below.orElse(item.name()));
                }
            }
            items.clear();
        }
        return Optional.empty();
    }

    /** Returns an entry that no rsync option leaves out and that goes with no other slice. */
    private static Optional<FileName> plainEntry(FileName directory, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> !entry.isLinked() && !entry.isLarge())
                .filter(entry -> entry.type() == EntryType.FILE || entry.type() == EntryType.DIRECTORY)
                .findFirst()
                .map(entry -> directory.resolve(entry.name()));
    }

    /** Returns those entries of the given names that are here; reads the whole manifest once. */
    public Map<FileName, Entry> find(Set<FileName> names) throws IOException {
        Set<FileName> directories = new HashSet<>();
        names.forEach(name -> directories.add(name.parent()));
        Map<FileName, Entry> found = new HashMap<>();
        ListingCursor cursor = open();
        while (!names.isEmpty() && cursor.next()) {
            FileName directory = cursor.summary().directory();
            if (directories.contains(directory)) {
                for (Entry entry : cursor.entries()) {
                    FileName name = directory.resolve(entry.name());
                    if (names.contains(name)) {
                        found.put(name, entry);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
