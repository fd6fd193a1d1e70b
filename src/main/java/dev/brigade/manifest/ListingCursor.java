package dev.brigade.manifest;

import dev.brigade.model.Entry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest's listings one after the other: always the summary, the entries only where asked for. Not
 * thread-safe.
 */
public final class ListingCursor {
    private final RecordCursor cursor;
    private final long end;
    private @Nullable ListingSummary summary;
    private @Nullable List<Entry> entries;

    ListingCursor(FileChannel channel, long from, long to) {
        this.cursor = new RecordCursor(channel, from);
        this.end = to;
    }

    /** Goes to the next listing, if there is one. */
    public boolean next() throws IOException {
        if (summary != null) {
            cursor.position(summary.end());
        }
        entries = null;
        summary = cursor.position() < end ? ListingCodec.readSummary(cursor, end) : null;
        return summary != null;
    }

    /** The listing's summary; only after {@link #next} said true. */
    public ListingSummary summary() {
        return Objects.requireNonNull(summary, "no listing");
    }

    /**
     * Returns a key of the listing: the same for the same directory with the same entries in the same order, else
     * almost surely another; never 0.
     */
    public long key() throws IOException {
        ListingSummary listing = summary();
        long here = cursor.position();
        cursor.position(listing.position() + Integer.BYTES);
        long key = cursor.digest((int) (listing.end() - listing.position()) - Integer.BYTES);
        cursor.position(here);
        return key;
    }

    /** The listing's entries, read at the first call. */
    public List<Entry> entries() throws IOException {
        List<Entry> known = entries;
        if (known == null) {
            known = ListingCodec.readEntries(cursor, summary());
            entries = known;
        }
        return known;
    }
}
