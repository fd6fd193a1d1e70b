package dev.brigade.model;

/**
 * What planning needs to know of one listing in the manifest, without its entries.
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
 * @param large the large files, in order
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
        LargeFiles large) {

    /**
     * Large files of one listing.
     *
     * @param index their places among the listing's entries, ascending
     * @param size their sizes in bytes
     */
    public record LargeFiles(int[] index, long[] size) {
        /** No large file. */
        public static final LargeFiles NONE = new LargeFiles(new int[0], new long[0]);

        /** Bytes of all of them. */
        public long bytes() {
            long sum = 0;
            for (long s : size) {
                sum += s;
            }
            return sum;
        }

        /** How many there are. */
        public int count() {
            return index.length;
        }
    }
}
