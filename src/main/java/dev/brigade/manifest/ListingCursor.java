package dev.brigade.manifest;

import dev.brigade.model.Entry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a manifest's listings one after the other; their entries only when asked. Not thread-safe. */
public final class ListingCursor {
    private final RecordCursor cursor;
    private final long end;
    private @Nullable ListingSummary summary;
    private @Nullable List<Entry> entries;

    ListingCursor(FileChannel channel, long from, long to) {
        this.cursor = new RecordCursor(channel, from, to - from);
        this.end = to;
    }

    /** Moves to the next listing; returns false if there is none. */
    public boolean next() throws IOException {
        if (summary != null) {
            cursor.position(summary.end());
        }
        entries = null;
        summary = cursor.position() < end ? ListingCodec.readSummary(cursor, end) : null;
        return summary != null;
    }

    /** Returns the summary of the listing to which {@link #next} moved. */
    public ListingSummary summary() {
        return Objects.requireNonNull(summary, "no listing");
    }

    /**
     * Returns a key of the listing, never 0. Keys of equal directories with equal entries in the same order are equal,
     * all others almost surely differ.
     */
    public long key() throws IOException {
        ListingSummary listing = summary();
        long here = cursor.position();
        cursor.position(listing.position() + Integer.BYTES);
        long key = cursor.digest((int) (listing.end() - listing.position()) - Integer.BYTES);
        cursor.position(here);
        return key;
    }

    /** Returns the entries of the listing to which {@link #next} moved; the first call reads them. */
    public List<Entry> entries() throws IOException {
        List<Entry> known = entries;
        if (known == null) {
            known = ListingCodec.readEntries(cursor, summary());
            entries = known;
        }
        return known;
    }
}
