package dev.brigade.state;

import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Listing;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.ListingSummary.LargeFile;
import dev.brigade.model.Totals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The manifest's records: length, summary, entries. An entry costs about 13 bytes over its name: type, size (1 to 5), time (8), length of
 * the name, and 8 more where it is a hard link.
 */
@SuppressWarnings("EnumOrdinal") // The records live no longer than the program that wrote them.
final class ListingCodec {
    private static final EntryType[] TYPES = EntryType.values();
    private static final int LINKED = 4;
    private static final Listing.Extent[] EXTENTS = Listing.Extent.values();

    private ListingCodec() {}

    static void write(Listing listing, RecordBuffer out) {
        List<Entry> entries = listing.entries();
        int start = out.reserveInt();
        out.putBytes(listing.directory().toBytes());
        out.putByte(listing.extent().ordinal());
        out.putVarint(entries.size());
        out.putVarint(entries.stream().mapToLong(Entry::size).reduce(0, Totals::add));
        out.putVarint(entries.stream().filter(Entry::isLinked).count());
        out.putVarint(
                entries.stream().filter(Entry::isLinked).mapToLong(Entry::size).reduce(0, Totals::add));
        out.putVarint(entries.stream().mapToLong(e -> e.name().length()).sum());
        int[] large = IntStream.range(0, entries.size())
                .filter(i -> entries.get(i).isLarge())
                .toArray();
        out.putVarint(large.length);
        for (int index : large) {
            out.putVarint(index);
            out.putVarint(entries.get(index).size());
        }
        entries.forEach(entry -> writeEntry(entry, out));
        out.putInt(start, out.size() - start - Integer.BYTES);
    }

    private static void writeEntry(Entry entry, RecordBuffer out) {
        out.putByte(entry.type().ordinal() | (entry.isLinked() ? LINKED : 0));
        out.putVarint(entry.size());
        out.putLong(entry.mtimeNanos());
        if (entry.isLinked()) {
            out.putLong(entry.inode());
        }
        out.putBytes(entry.name().toBytes());
    }

    /** Reads a record's summary and leaves the cursor at its first entry. */
    static ListingSummary readSummary(RecordCursor in) throws IOException {
        long position = in.position();
        long end = position + Integer.BYTES + in.getInt();
        FileName directory = FileName.of(in.getBytes());
        Listing.Extent extent = EXTENTS[in.getByte()];
        int entries = Math.toIntExact(in.getVarint());
        long bytes = in.getVarint();
        int linked = Math.toIntExact(in.getVarint());
        long linkedBytes = in.getVarint();
        int nameBytes = Math.toIntExact(in.getVarint());
        List<LargeFile> large = readLarge(in);
        return new ListingSummary(
                position, end, directory, extent, entries, bytes, linked, linkedBytes, nameBytes, large);
    }

    private static List<LargeFile> readLarge(RecordCursor in) throws IOException {
        int count = Math.toIntExact(in.getVarint());
        List<LargeFile> large = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            large.add(new LargeFile(Math.toIntExact(in.getVarint()), in.getVarint()));
        }
        return large;
    }

    /** Reads the entries that follow a summary. */
    static List<Entry> readEntries(RecordCursor in, int count) throws IOException {
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int flags = in.getByte();
            EntryType type = TYPES[flags & (LINKED - 1)];
            long size = in.getVarint();
            long mtime = in.getLong();
            long inode = (flags & LINKED) != 0 ? in.getLong() : 0;
            entries.add(new Entry(FileName.of(in.getBytes()), type, size, mtime, inode));
        }
        return entries;
    }
}
