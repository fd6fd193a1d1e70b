package dev.brigade.run;

import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.Source;
import dev.brigade.plan.Bucket;
import java.io.IOException;

/** Tells what a bucket holds. Thread-safe. */
public interface BucketContents {
    /** The source it belongs to. */
    Source source(Bucket bucket);

    /** Whether rsync may give the directories above its names their attributes, which an earlier source forbids. */
    boolean impliedDirectories(Bucket bucket);

    /** Names everything in it, the same each time. */
    void items(Bucket bucket, TransferItemSink sink) throws IOException;
}
