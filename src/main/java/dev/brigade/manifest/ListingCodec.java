package dev.brigade.manifest;

import dev.brigade.manifest.ListingSummary.LargeFile;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads the manifest's records: length, summary, entries. An entry takes about 13 bytes besides its name:
 * type, size (1 to 5), time (8), length of the name, and 8 more if it is a hard link.
 */
@SuppressWarnings("EnumOrdinal") // The records live no longer than the program that wrote them.
final class ListingCodec {
    private static final EntryType[] TYPES = EntryType.values();
    private static final int LINKED = 4;
    private static final Listing.Extent[] EXTENTS = Listing.Extent.values();

    private ListingCodec() {}

    /** Writes a record; returns what the listing holds. */
    static Totals write(Listing listing, RecordBuffer out) {
        List<Entry> entries = listing.entries();
        int directories = 0;
        long bytes = 0;
        int linked = 0;
        long linkedBytes = 0;
        long nameBytes = 0;
        List<LargeFile> large = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            directories += entry.type() == EntryType.DIRECTORY ? 1 : 0;
            bytes = Totals.add(bytes, entry.size());
            nameBytes += entry.name().length();
            if (entry.isLinked()) {
                linked++;
                linkedBytes = Totals.add(linkedBytes, entry.size());
            } else if (entry.isLarge()) {
                large.add(new LargeFile(i, entry.size()));
            }
        }
        out.putInt(0); // The length, which is known at the end.
        out.putName(listing.directory());
        out.putByte(listing.extent().ordinal());
        out.putVarint(entries.size());
        out.putVarint(bytes);
        out.putVarint(linked);
        out.putVarint(linkedBytes);
        out.putVarint(nameBytes);
        out.putVarint(large.size());
        for (LargeFile file : large) {
            out.putVarint(file.index());
            out.putVarint(file.size());
        }
        for (Entry entry : entries) {
            writeEntry(entry, out);
        }
        out.putInt(0, out.size() - Integer.BYTES);
        return new Totals(entries.size(), directories, bytes);
    }

    private static void writeEntry(Entry entry, RecordBuffer out) {
        out.putByte(entry.type().ordinal() | (entry.isLinked() ? LINKED : 0));
        out.putVarint(entry.size());
        out.putLong(entry.mtimeNanos());
        if (entry.isLinked()) {
            out.putLong(entry.inode());
        }
        out.putName(entry.name());
    }

    /**
     * Reads a record's summary and leaves the cursor at its first entry.
     *
     * @param limit where the last record ends
     */
    static ListingSummary readSummary(RecordCursor in, long limit) throws IOException {
        long position = in.position();
        int length = in.getInt();
        long end = in.position() + length;
        if (end > limit) {
            throw in.damaged();
        }
        in.limit(end);
        FileName directory = FileName.of(in.getBytes());
        int extentNumber = in.getByte();
        if (extentNumber < 0 || extentNumber >= EXTENTS.length) {
            throw in.damaged();
        }
        Listing.Extent extent = EXTENTS[extentNumber];
        int entries = in.getCount();
        long bytes = in.getVarint();
        int linked = in.getCount();
        long linkedBytes = in.getVarint();
        int nameBytes = in.getCount();
        List<LargeFile> large = readLarge(in, entries);
        if (in.position() > end || linked > entries) {
            throw in.damaged();
        }
        return new ListingSummary(
                position, end, directory, extent, entries, bytes, linked, linkedBytes, nameBytes, large);
    }

    private static List<LargeFile> readLarge(RecordCursor in, int entries) throws IOException {
        int count = in.getCount();
        List<LargeFile> large = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = in.getCount();
            if (index >= entries) {
                throw in.damaged();
            }
            large.add(new LargeFile(index, in.getVarint()));
        }
        return large;
    }

    /** Reads the entries that follow a summary. */
    static List<Entry> readEntries(RecordCursor in, ListingSummary summary) throws IOException {
        List<Entry> entries = new ArrayList<>(summary.entries());
        for (int i = 0; i < summary.entries(); i++) {
            int flags = in.getByte();
            EntryType type = TYPES[flags & (LINKED - 1)];
            long size = in.getVarint();
            long mtime = in.getLong();
            long inode = (flags & LINKED) != 0 ? in.getLong() : 0;
            entries.add(new Entry(FileName.of(in.getBytes()), type, size, mtime, inode));
        }
        if (in.position() != summary.end()) {
            throw in.damaged();
        }
        return entries;
    }
}
