package dev.brigade.manifest;

import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import java.util.List;

/**
 * The entries that the crawl found in a directory, or some of them if the directory is very large.
 *
 * @param directory path of the directory below the root of the transfer
 * @param extent how much of the directory this is
 * @param entries at most {@link #MAX_ENTRIES}, in the order the file system gave them
 */
public record Listing(FileName directory, Extent extent, List<Entry> entries) {
    /** A directory with more entries is recorded in parts, which bounds the memory of a crawl. */
    public static final int MAX_ENTRIES = 16_384;

    /** How much of a directory a listing is. Only a whole directory may be given to rsync instead of its entries. */
    public enum Extent {
        /** All of it. */
        WHOLE,
        /** The first part of a very large directory, or a directory whose mounts are left out. */
        SOME,
        /** A further part of a very large directory. */
        MORE,
        /** Entries that no earlier source has, of a directory that an earlier source has too. */
        SHARED;

        /** Returns whether a listing speaks for the directory itself; one listing of each directory does. */
        public boolean ownsDirectory() {
            return this == WHOLE || this == SOME;
        }
    }
}
