package dev.brigade.run;

import dev.brigade.manifest.TransferItemSink;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket on its way through rsync.
 *
 * @param bucket the bucket
 * @param number which attempt it is, from 1
 * @param parts so many processes share its names, one after the other, 1 at least
 */
record Attempt(Bucket bucket, int number, int parts) {
    /** The first one. */
    static Attempt first(Bucket bucket) {
        return new Attempt(bucket, 1, 1);
    }

    /** The one after it. Names of one inode stay together in one process. */
    Attempt next(RetryDecision.Smaller smaller) {
        boolean halves = smaller == RetryDecision.Smaller.NAMES && bucket.kind() != Bucket.Kind.LINKS;
        return new Attempt(bucket, number + 1, halves ? 2 * parts : parts);
    }

    /** Names what one of the processes gets, by its place from 0, the same each time. */
    void items(BucketContents contents, int part, TransferItemSink sink) throws IOException {
        if (parts == 1) {
            contents.items(bucket, sink);
            return;
        }
        AtomicLong all = new AtomicLong();
        contents.items(bucket, item -> all.incrementAndGet());
        long from = all.get() * part / parts;
        long to = all.get() * (part + 1) / parts;
        AtomicLong place = new AtomicLong();
        contents.items(bucket, item -> {
            long at = place.getAndIncrement();
            if (at >= from && at < to) {
                sink.accept(item);
            }
        });
    }
}
