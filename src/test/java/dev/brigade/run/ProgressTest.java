package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is done, as far as it can be known while rsync tells of entries before they are written. */
final class ProgressTest {
    private static final String CREATED = ">f+++++++++";

    private final Progress progress = new Progress();

    private static Bucket bucket(long entries, long bytes) {
        return new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), entries, bytes, Set.of());
    }

    private void told(Bucket bucket, int entries, long bytes) {
        for (int i = 0; i < entries; i++) {
            progress.accept(new RunEvent.EntryChanged(bucket, new Change(FileName.of("f"), CREATED, bytes)));
        }
    }

    private void finished(Bucket bucket) {
        progress.accept(new RunEvent.BucketFinished(bucket, true, "", false, Duration.ofSeconds(1)));
    }

    @Test
    void whatMayStillBeOnItsWayIsToldAndNotDone() {
        told(bucket(100, 100 * 4096), 30, 4096);
        assertThat(progress.now()).isEqualTo(new Progress.Done(30, 0, 0));
    }

    @Test
    void ofManyEntriesAllButTheLastAreDone() {
        told(bucket(20_000, 20_000 * 4096), 10_000, 4096);
        assertThat(progress.now().told()).isEqualTo(10_000);
        assertThat(progress.now().entries()).isBetween(9_900L, 9_999L);
        assertThat(progress.now().bytes()).isBetween(9_900L * 4096, 9_999L * 4096);
    }

    /** Also those of which rsync told nothing, because they are as they should be. */
    @Test
    void ofABucketThatEndedAllIsDone() {
        Bucket bucket = bucket(100, 100 * 4096);
        told(bucket, 60, 4096);
        finished(bucket);
        assertThat(progress.now()).isEqualTo(new Progress.Done(100, 100, 100 * 4096));
    }

    @Test
    void bucketsThatAreAlikeAreKeptApart() {
        Bucket ended = bucket(100, 4096);
        Bucket running = bucket(100, 4096);
        told(ended, 100, 40);
        told(running, 90, 40);
        finished(ended);
        assertThat(progress.now()).isEqualTo(new Progress.Done(190, 100, 4096));
    }
}
