package dev.brigade.run;

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
}
