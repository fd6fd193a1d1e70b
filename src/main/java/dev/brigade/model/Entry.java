package dev.brigade.model;

/**
 * One entry of a directory as the crawl saw it.
 *
 * @param name the last component only
 * @param type the kind of entry
 * @param size bytes of a regular file, 0 for everything else
 * @param mtimeNanos modification time in nanoseconds since 1970, saturated at the ends of a {@code long}
 * @param inode 0 if this is the inode's only name, else a value that all names of the inode share
 */
public record Entry(FileName name, EntryType type, long size, long mtimeNanos, long inode) {
    /**
     * From this size (1 MiB) a file is large: named by itself, so that bytes spread over the processes, and copied with
     * {@code -S}, which costs a small file one to two round trips and saves it next to nothing.
     */
    public static final long LARGE_BYTES = 1 << 20;

    /** Returns whether this is one of several names of an inode. */
    public boolean isLinked() {
        return inode != 0;
    }

    /** Returns whether this is a large file with one name only. */
    public boolean isLarge() {
        return size >= LARGE_BYTES && inode == 0;
    }
}
