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
 * A finished manifest: every listing of a crawl, on disk, read forwards. Immutable and thread-safe; each reading has
 * its own cursor.
 */
public final class Manifest implements AutoCloseable {
    private static final int BLOCK = 1 << 20;

    private final FileChannel channel;
    private final Totals totals;
    private final long size;
    private final long digest;

    private final @Nullable ManifestWriter writer;

    Manifest(Path file, Totals totals, long digest) throws IOException {
        this(file, totals, digest, null);
    }

    /** Opens a manifest; one that still grows has its writer. */
    Manifest(Path file, Totals totals, long digest, @Nullable ManifestWriter writer) throws IOException {
        this.writer = writer;
        this.channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        this.totals = totals;
        this.size = channel.size();
        this.digest = digest;
    }

    /**
     * Takes over a manifest that an earlier run has written; reads all of it once.
     *
     * @param known what that run knew of it
     * @throws DamagedRunException where it is not there, or not as it was written
     */
    public static Manifest reopen(Path file, ManifestFacts known) throws IOException, DamagedRunException {
        Totals totals = new Totals(known.entries(), known.directories(), known.bytes());
        try {
            Manifest manifest = new Manifest(file, totals, known.digest());
            if (manifest.size != known.size() || manifest.digestOfBytes() != known.digest()) {
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

    /** What a later run has to know of it; makes sure that it is on the disk. */
    public ManifestFacts keep() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw StateException.of("the manifest", e);
        }
        return new ManifestFacts(totals.entries(), totals.directories(), totals.bytes(), size, digest);
    }

    /** What it holds. */
    public Totals totals() {
        return totals;
    }

    /** Its size on disk, bytes. */
    public long size() {
        return size;
    }

    /** Makes readable what was written so far; returns the position up to which it is, bytes. */
    public long readable() throws IOException {
        return writer == null ? size : writer.flushed();
    }

    /** Begins to read it from its beginning. */
    public ListingCursor open() {
        return open(0, size);
    }

    /** Reads only the listings between two positions, bytes. */
    public ListingCursor open(long from, long to) {
        return new ListingCursor(channel, from, to);
    }

    /** Names everything in some slices, in their order. */
    public void items(List<Slice> slices, TransferItemSink sink) throws IOException {
        SliceReader reader = new SliceReader(sink);
        for (Slice slice : slices) {
            ListingCursor cursor = new ListingCursor(channel, slice.from(), slice.to());
            while (cursor.next()) {
                reader.read(cursor, slice.selection());
            }
        }
    }

    /**
     * Returns an entry that is in the destination once a slice was copied, other than the root; empty if the slice has
     * none.
     */
    public Optional<FileName> witness(Slice slice) throws IOException {
        List<TransferItem> items = new ArrayList<>();
        SliceReader reader = new SliceReader(items::add);
        ListingCursor cursor = open(slice.from(), slice.to());
        while (cursor.next()) {
            reader.read(cursor, slice.selection());
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

    /** Links, devices, hard links and large files may be left out or go with another slice. */
    private static Optional<FileName> plainEntry(FileName directory, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> !entry.isLinked() && !entry.isLarge())
                .filter(entry -> entry.type() == EntryType.FILE || entry.type() == EntryType.DIRECTORY)
                .findFirst()
                .map(entry -> directory.resolve(entry.name()));
    }

    /** The entries of the given names, as far as they are here; reads the whole manifest once. */
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
