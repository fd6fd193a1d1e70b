package dev.brigade.run;

import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Slice;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.Source;
import dev.brigade.plan.Bucket;
import java.io.IOException;

/** The names in buckets. Thread-safe. */
public interface BucketContents {
    /** Returns the source of a bucket. */
    Source source(Bucket bucket);

    /** Whether rsync may give the directories above its names their attributes, which an earlier source forbids. */
    boolean impliedDirectories(Bucket bucket);

    /** Passes all names of a bucket, the same each time. */
    void items(Bucket bucket, TransferItemSink sink) throws IOException;

    /** Passes all listings that a bucket has a part of. */
    void listings(Bucket bucket, ListingSink sink) throws IOException;

    /** Takes the listings of a bucket. */
    @FunctionalInterface
    interface ListingSink {
        /**
         * Takes one listing.
         *
         * @param at stands at the listing
         * @param selection what of it belongs to the bucket
         */
        void accept(ListingCursor at, Slice.Selection selection) throws IOException;
    }
}
