package dev.brigade.state;

import dev.brigade.model.Bucket;
import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import dev.brigade.model.Slice;
import dev.brigade.model.Totals;
import dev.brigade.model.UnitSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A finished manifest: every listing of a crawl, on disk, read forwards. Immutable and thread-safe; each reading has its own cursor. */
public final class Manifest implements AutoCloseable {
    private final FileChannel channel;
    private final Totals totals;
    private final long size;

    Manifest(Path file, Totals totals) throws IOException {
        this.channel = FileChannel.open(file);
        this.totals = totals;
        this.size = channel.size();
    }

    /** What it holds. */
    public Totals totals() {
        return totals;
    }

    /** Its size on disk, bytes. */
    public long size() {
        return size;
    }

    /** Begins to read it from its beginning. */
    public ListingCursor open() {
        return new ListingCursor(channel, 0, size);
    }

    /** Names everything in a bucket, in the manifest's order. */
    public void units(Bucket bucket, UnitSink sink) throws IOException {
        SliceReader reader = new SliceReader(sink);
        for (Slice slice : bucket.slices()) {
            ListingCursor cursor = new ListingCursor(channel, slice.from(), slice.to());
            while (cursor.next()) {
                reader.read(cursor, slice.choice());
            }
        }
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
