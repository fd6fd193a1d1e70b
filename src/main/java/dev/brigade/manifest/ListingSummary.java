package dev.brigade.manifest;

import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import java.util.List;

/**
 * Numbers of one listing in the manifest, without its entries, for planning.
 *
 * @param position where the listing begins in the manifest, bytes
 * @param end where the next one begins, bytes
 * @param directory the directory listed
 * @param extent how much of the directory it is
 * @param entries number of entries of all kinds
 * @param bytes bytes of all its regular files
 * @param linked entries that are one of several names of an inode
 * @param linkedBytes their bytes
 * @param nameBytes length of all names together, bytes
 * @param large the large files, in the entries' order
 */
public record ListingSummary(
        long position,
        long end,
        FileName directory,
        Listing.Extent extent,
        int entries,
        long bytes,
        int linked,
        long linkedBytes,
        int nameBytes,
        List<LargeFile> large) {

    /**
     * A large file of a listing.
     *
     * @param index its place among the listing's entries
     * @param size bytes
     */
    public record LargeFile(int index, long size) {}

    /** Returns the bytes of all large files. */
    public long largeBytes() {
        return large.stream().mapToLong(LargeFile::size).reduce(0, Totals::add);
    }
}
