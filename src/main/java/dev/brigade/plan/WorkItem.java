package dev.brigade.plan;

import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import org.jspecify.annotations.Nullable;

/**
 * The smallest part of the work that a process gets: some neighbouring directories, some names of one directory, or all
 * names of some inodes. The same manifest and the same rules always make the same work items.
 *
 * @param number its place among all work items of a plan, from 0
 * @param transfer which of the run's transfers it belongs to, from 0
 * @param kind what sort of work it is
 * @param slice where it stands in the manifest
 * @param entries its entries
 * @param bytes its bytes
 * @param argumentBytes about how many bytes its names take on a command line
 * @param split the directory of which it is only a part, if it is
 */
public record WorkItem(
        int number,
        int transfer,
        Bucket.Kind kind,
        Slice slice,
        long entries,
        long bytes,
        long argumentBytes,
        @Nullable FileName split) {
    long cost() {
        return Bucket.costOf(entries, bytes);
    }

    /** Returns the mount of the destination to which hard links belong: one process must not link over two. */
    FileName mount() {
        return slice.selection() instanceof Slice.Links links ? links.mount() : FileName.ROOT;
    }
}
