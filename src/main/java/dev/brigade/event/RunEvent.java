package dev.brigade.event;

import dev.brigade.model.Change;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import java.nio.file.Path;
import java.time.Duration;

/** What happens while a pass runs, as it happens. */
public sealed interface RunEvent {
    /** The run has a directory for its own files. */
    record RunStarted(Path files) implements RunEvent {}

    /** The sources begin to be read. */
    record CrawlStarted() implements RunEvent {}

    /** A directory, or a part of one, was read. */
    record Listed(int entries, long bytes) implements RunEvent {}

    /** A pass begins over so many entries, bytes and buckets. */
    record PassStarted(Pass pass, Totals totals, int buckets) implements RunEvent {}

    /** The pass goes on where an earlier part of the run ended: so many of its entries and bytes are done. */
    record Continued(Totals done) implements RunEvent {}

    /** An rsync process begins. */
    record BucketStarted(Bucket bucket) implements RunEvent {}

    /** The process of a bucket did something to an entry. */
    record EntryChanged(Bucket bucket, Change change) implements RunEvent {}

    /** rsync could not do something with an entry. */
    record EntryFailed(Problem problem) implements RunEvent {}

    /** rsync says that an entry is not in the source any more. */
    record EntryVanished(Problem problem) implements RunEvent {}

    /**
     * An rsync process ended before its work did, and its bucket is tried again.
     *
     * @param bucket its bucket
     * @param reason how it ended
     * @param time how long it ran
     */
    record BucketAgain(Bucket bucket, String reason, Duration time) implements RunEvent {}

    /**
     * The last rsync process of a bucket ended, well or not.
     *
     * @param bucket its bucket
     * @param complete whether it looked at every entry, so that all that failed was named
     * @param reason what it said at last where it is not complete, else empty
     * @param failed whether it ended with an error; that entries vanished is none
     * @param time how long it ran
     */
    record BucketFinished(Bucket bucket, boolean complete, String reason, boolean failed, Duration time)
            implements RunEvent {}

    /** Something the user should know while it runs, one line. */
    record Warned(String text) implements RunEvent {}

    /**
     * Processes go on after they all had stood still.
     *
     * @param time how long they did
     */
    record Resumed(Duration time) implements RunEvent {}
}
