package dev.brigade.run;

import dev.brigade.manifest.TransferItemSink;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An attempt to run a bucket through rsync.
 *
 * @param number 1 for the first attempt
 * @param parts number of processes that share the names, one after the other, at least 1
 * @param kibibytesPerSecond its share of the write rate, KiB/s; empty if there is no limit, and before it begins
 */
record Attempt(Bucket bucket, int number, int parts, OptionalLong kibibytesPerSecond) {
    static Attempt first(Bucket bucket) {
        return new Attempt(bucket, 1, 1, OptionalLong.empty());
    }

    /** Returns this attempt with a share of the write rate. */
    Attempt with(OptionalLong share) {
        return new Attempt(bucket, number, parts, share);
    }

    /** Returns the next attempt. All names of an inode stay in one process. */
    Attempt next(RetryDecision.Smaller smaller) {
        boolean halves = smaller == RetryDecision.Smaller.NAMES && bucket.kind() != Bucket.Kind.LINKS;
        return new Attempt(bucket, number + 1, halves ? 2 * parts : parts, OptionalLong.empty());
    }

    /** Passes the names of one process, 0 to {@code parts - 1}; the same names each time. */
    void items(BucketContents contents, int part, TransferItemSink sink) throws IOException {
        AtomicLong place = new AtomicLong();
        contents.items(bucket, item -> {
            if (place.getAndIncrement() % parts == part) {
                sink.accept(item);
            }
        });
    }
}
