package dev.brigade.plan;

import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import org.jspecify.annotations.Nullable;

/**
 * The smallest part of the work that is given to a process: a run of neighbouring directories, some names of one, or
 * all names of some inodes. The same manifest with the same sizing always makes the same pieces.
 *
 * @param number its place among all pieces of a plan, from 0
 * @param transfer which of the run's transfers it belongs to, 0 for the first
 * @param kind what sort of work it is
 * @param slice where it stands in the manifest
 * @param entries its entries
 * @param bytes its bytes
 * @param argumentBytes about what naming it takes
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
}
