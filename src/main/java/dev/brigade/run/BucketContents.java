package dev.brigade.run;

import dev.brigade.model.Bucket;
import dev.brigade.model.Source;
import dev.brigade.model.UnitSink;
import java.io.IOException;

/** Tells what a bucket holds. Thread-safe. */
public interface BucketContents {
    /** The source it belongs to. */
    Source source(Bucket bucket);

    /** Whether rsync may give the directories above its names their attributes, which an earlier source forbids. */
    boolean impliedDirectories(Bucket bucket);

    /** Names everything in it, the same each time. */
    void units(Bucket bucket, UnitSink sink) throws IOException;
}
