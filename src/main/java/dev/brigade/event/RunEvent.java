package dev.brigade.event;

import dev.brigade.model.Bottleneck;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.Problem;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Something that happens during a run. */
public sealed interface RunEvent {
    /**
     * The run has a directory for its own files.
     *
     * @param verifiedBefore the verification of the last finished run of the same directories, if it is known
     */
    record RunStarted(Path files, Optional<Phase> verifiedBefore) implements RunEvent {}

    /** A crawl begins. */
    record CrawlStarted() implements RunEvent {}

    /** A crawl read a directory, or a part of one. */
    record Listed(int entries, long bytes) implements RunEvent {}

    /** A crawl ends, perhaps in the middle of a pass. */
    record CrawlEnded(Totals totals) implements RunEvent {}

    /** A pass begins. Without totals the crawl has not ended. */
    record PassStarted(Pass pass, Totals totals, int buckets) implements RunEvent {}

    /** The pass resumes an earlier part of the run, which did these entries and bytes. */
    record Continued(Totals done) implements RunEvent {}

    /**
     * An rsync process begins, or brigade itself has copied the bucket.
     *
     * @param first the first entry of the bucket
     * @param direct whether there is no process
     */
    record BucketStarted(Bucket bucket, FileName first, boolean direct) implements RunEvent {}

    /**
     * The process of a bucket begins to send a large file.
     *
     * @param change what it will have done
     * @param file what it becomes; rsync may write it under a temporary name
     */
    record FileStarted(Bucket bucket, Change change, Path file) implements RunEvent {}

    /**
     * Something was done to an entry of a bucket.
     *
     * @param direct whether brigade itself did it, not an rsync process
     */
    record EntryChanged(Bucket bucket, Change change, boolean direct) implements RunEvent {}

    /** rsync failed to read, write or set something of an entry. */
    record EntryFailed(Problem problem) implements RunEvent {}

    /** rsync reports that an entry is no longer in the source. */
    record EntryVanished(Problem problem) implements RunEvent {}

    /**
     * An rsync process ended too early. Its bucket is retried.
     *
     * @param reason how it ended
     * @param time how long it ran
     */
    record BucketAgain(Bucket bucket, String reason, Duration time) implements RunEvent {}

    /**
     * The last rsync process of a bucket ended.
     *
     * @param complete whether it looked at every entry, so that it named all that failed
     * @param reason its last message if it is not complete, otherwise empty
     * @param failed whether it ended with an error; vanished entries are none
     * @param time how long it ran
     */
    record BucketFinished(Bucket bucket, boolean complete, String reason, boolean failed, Duration time)
            implements RunEvent {}

    /** What limits the throughput now is another thing than before. */
    record Limited(Bottleneck bound) implements RunEvent {}

    /** A warning for the user, one line. */
    record Warned(String text) implements RunEvent {}

    /** The run has an outcome. Its own files are still there. */
    record RunEnded(Path files) implements RunEvent {}

    /**
     * The run progresses again after a stall.
     *
     * @param time how long the stall was
     */
    record Resumed(Duration time) implements RunEvent {}
}
