package dev.brigade.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** msrsync's progress line, character by character. */
final class MsrsyncProgressTest {
    private static final String ERASE = "\r\u001b[K";
    private static final long SECOND = 1_000_000_000L;
    private static final Totals TOTALS = new Totals(33_491, 4_000, 631_347_609);

    private final List<String> written = new ArrayList<>();
    private long now = 5 * SECOND;
    private final MsrsyncProgress progress = new MsrsyncProgress(() -> now, written::add);

    private static Bucket bucket(long entries, long bytes) {
        return new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), entries, bytes, Set.of());
    }

    private static RunEvent finished(long entries, long bytes) {
        return new RunEvent.BucketFinished(bucket(entries, bytes), true, "", false, Duration.ofSeconds(1));
    }

    private void begin(int buckets) {
        progress.accept(new RunEvent.RunStarted(Path.of("/nowhere"), Optional.empty()));
        progress.accept(new RunEvent.CrawlStarted());
        progress.accept(new RunEvent.Listed(30_000, 600_000_000));
        progress.accept(new RunEvent.Listed(3_491, 31_347_609));
        progress.accept(new RunEvent.PassStarted(Pass.COPY, TOTALS, buckets));
    }

    @Test
    void isWrittenAgainWheneverABucketIsDone() {
        begin(3);
        progress.accept(new RunEvent.BucketStarted(bucket(1000, 1 << 20), FileName.ROOT, false));
        progress.accept(new RunEvent.BucketStarted(bucket(32_491, 1), FileName.ROOT, false));
        assertThat(written).isEmpty();

        now += 2 * SECOND;
        progress.accept(finished(1000, 1 << 20));
        progress.accept(new RunEvent.BucketStarted(bucket(0, 0), FileName.ROOT, false));
        now += 7_914_000_000L;
        progress.accept(finished(32_491, 631_347_609 - (1 << 20)));
        progress.close();

        assertThat(written)
                .containsExactly(
                        ERASE
                                + "[1000/33491 entries] [1.0 M/602.1 M transferred] [500 entries/s] [512.0 K/s bw] [monq 0] [jq 1]",
                        ERASE
                                + "[33491/33491 entries] [602.1 M/602.1 M transferred] [3378 entries/s] [60.7 M/s bw] [monq 0] [jq 0]",
                        "\n");
    }

    @Test
    void isAboutTheCopyAlone() {
        begin(1);
        progress.accept(new RunEvent.BucketStarted(bucket(1, 1), FileName.ROOT, false));
        progress.accept(finished(1, 1));
        progress.accept(new RunEvent.PassStarted(Pass.FIX_DIRECTORIES, new Totals(9, 9, 0), 4));
        progress.accept(new RunEvent.BucketStarted(bucket(9, 9), FileName.ROOT, false));
        progress.accept(finished(9, 9));

        assertThat(written).hasSize(1);
    }

    @Test
    void tellsOfNothingWhereNothingWasToDo() {
        progress.accept(new RunEvent.PassStarted(Pass.COPY, Totals.NONE, 0));
        progress.close();

        assertThat(written)
                .containsExactly(
                        ERASE + "[0/0 entries] [0.0 B/0.0 B transferred] [0 entries/s] [0.0 B/s bw] [monq 0] [jq 0]",
                        "\n");
    }

    @Test
    void isSilentWhereTheCopyNeverBegan() {
        progress.accept(new RunEvent.CrawlStarted());
        progress.close();

        assertThat(written).isEmpty();
    }

    /** Buckets are judged, not counted: an empty directory counts as an entry, a share is rounded. */
    @Test
    void endsWithWhatTheCrawlFound() {
        progress.accept(new RunEvent.Listed(11_000, 5_000));
        progress.accept(new RunEvent.PassStarted(Pass.COPY, new Totals(10_944, 0, 4_992), 2));
        progress.accept(finished(5_472, 2_496));
        progress.accept(finished(5_472, 2_496));

        assertThat(written.get(0)).contains("[5500/11000 entries] [2.4 K/4.9 K transferred]");
        assertThat(written.get(1)).contains("[11000/11000 entries] [4.9 K/4.9 K transferred]");
    }

    @Test
    void addsUpFilesThatClaimMoreThanThereIs() {
        progress.accept(new RunEvent.Listed(1, Long.MAX_VALUE));
        progress.accept(new RunEvent.Listed(1, Long.MAX_VALUE));
        progress.accept(new RunEvent.PassStarted(Pass.COPY, new Totals(2, 0, Long.MAX_VALUE), 2));
        progress.accept(finished(1, Long.MAX_VALUE));
        progress.accept(finished(1, Long.MAX_VALUE));

        assertThat(written.get(1)).contains("[2/2 entries] [8.0 E/8.0 E transferred]");
    }
}
