package dev.brigade.manifest;

import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import java.util.List;

/**
 * A directory and what the crawl found directly in it, or one part of that where the directory is very large.
 *
 * @param directory path of the directory below the root of the transfer
 * @param extent how much of the directory this is
 * @param entries at most {@link #MAX_ENTRIES}, in the order the file system gave them
 */
public record Listing(FileName directory, Extent extent, List<Entry> entries) {
    /** A directory with more entries than this is recorded in parts, which bounds what a crawl holds in memory. */
    public static final int MAX_ENTRIES = 16_384;

    /**
     * How much of a directory a listing is, which decides whether rsync may be given the directory to mean its entries.
     */
    public enum Extent {
        /** All of it. */
        WHOLE,
        /** Some of it: the first part of a very large directory, or what is left where mounts are left out. */
        SOME,
        /** A further part of a very large directory. */
        MORE,
        /** What an earlier source, which has this directory too, leaves to this one. */
        SHARED
    }
}
