package dev.brigade.plan;

import dev.brigade.model.Bucket;
import dev.brigade.model.FileName;
import dev.brigade.model.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The smallest thing that is dealt to a bucket: a run of neighbouring directories, or some names of one.
 *
 * @param slice where it stands in the manifest
 * @param entries its entries
 * @param bytes its bytes
 * @param argumentBytes about what naming it takes
 * @param split the directory of which it is only a part, if it is
 */
record Piece(
        Slice slice,
        long entries,
        long bytes,
        long argumentBytes,
        @Nullable FileName split) {
    long cost() {
        return Bucket.costOf(entries, bytes);
    }
}
