package dev.brigade.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.Problem;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events, counted. */
final class TrackerTest {
    private static final Pattern PERCENT = Pattern.compile(" ([0-9]+)% ");

    private final AtomicLong clock = new AtomicLong(1_000);
    private final Tracker tracker = new Tracker(clock::get);

    private static RunEvent finished(Bucket bucket) {
        return new RunEvent.BucketFinished(bucket, true, "", false, Duration.ofSeconds(1));
    }

    @Test
    void countsWhatIsWrittenOfALargeFile(@TempDir Path folder) throws IOException {
        Totals totals = new Totals(2, 0, 3_000_000);
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, totals, 1));
        Bucket bucket = bucket(2, 3_000_000);
        tracker.accept(new RunEvent.BucketStarted(bucket, FileName.ROOT, false));
        Change change = new Change(FileName.of("large"), ">f+++++++++", 2_000_000);
        Path file = folder.resolve("large");
        tracker.accept(new RunEvent.FileStarted(bucket, change, file));
        assertSnapshot(Pass.COPY, 0, 0, totals, 1);

        Files.write(file, new byte[700_000]);
        assertSnapshot(Pass.COPY, 0, 700_000, totals, 1);
        assertThat(tracker.snapshot().begun()).isEqualTo(0.35);
        tracker.accept(new RunEvent.EntryChanged(bucket, change, false));
        assertSnapshot(Pass.COPY, 1, 2_000_000, totals, 1);

        tracker.accept(new RunEvent.FileStarted(bucket, change, file));
        tracker.accept(new RunEvent.BucketAgain(bucket, "it was killed", Duration.ofSeconds(1)));
        assertSnapshot(Pass.COPY, 1, 2_000_000, totals, 0);
    }

    @Test
    void countsTheCrawlWithoutTotals() {
        tracker.accept(new RunEvent.CrawlStarted());
        tracker.accept(new RunEvent.Listed(10, 500));
        clock.addAndGet(7);
        tracker.accept(new RunEvent.Listed(5, 40));
        assertSnapshot(Optional.empty(), 15, 540, Totals.NONE, 0);
        assertThat(tracker.snapshot().elapsedNanos()).isEqualTo(7);
    }

    @Test
    void countsChangedEntriesAtOnceAndOthersWhenTheirBucketEnds() {
        Totals totals = new Totals(100, 0, 1_000);
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, totals, 2));
        Bucket first = bucket(60, 600);
        Bucket second = bucket(40, 400);
        tracker.accept(new RunEvent.BucketStarted(first, FileName.ROOT, false));
        tracker.accept(new RunEvent.BucketStarted(second, FileName.ROOT, false));
        tracker.accept(changed(first, ">f+++++++++", 50));
        tracker.accept(changed(second, ">f+++++++++", 30));
        tracker.accept(changed(second, ".f..t......", 999));
        assertSnapshot(Pass.COPY, 3, 80, totals, 2);
        tracker.accept(finished(second));
        assertSnapshot(Pass.COPY, 40, 400, totals, 1);
        tracker.accept(new RunEvent.BucketFinished(first, false, "rsync ended with 23", true, Duration.ofSeconds(1)));
        assertSnapshot(Pass.COPY, 100, 1_000, totals, 0);
    }

    @Test
    void expectsAVerificationAsFastAsTheLastOne() {
        Totals totals = new Totals(1_000, 0, 0);
        assertThat(tracker.snapshot().verification()).isEmpty();
        Phase last = Phase.NOTHING.with(new Totals(100, 10, 0), Duration.ofSeconds(6), List.of());
        tracker.accept(new RunEvent.RunStarted(Path.of("/state/run-1"), Optional.of(last)));
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, totals, 1));
        assertThat(tracker.snapshot().verification()).contains(Duration.ofSeconds(60));
    }

    @Test
    void countsAnEntryThatFailsInEachPassOnce() {
        for (Pass pass : List.of(Pass.COPY, Pass.VERIFY, Pass.REPAIR)) {
            tracker.accept(new RunEvent.PassStarted(pass, new Totals(2, 0, 0), 1));
            tracker.accept(new RunEvent.EntryFailed(new Problem(FileName.of("x"), "no")));
            tracker.accept(new RunEvent.EntryFailed(new Problem(FileName.of("y"), "no")));
            assertThat(tracker.snapshot().failed()).isEqualTo(2);
        }
    }

    @Test
    void isNotMovedByWhatFails() {
        Totals totals = new Totals(2, 0, 0);
        tracker.accept(new RunEvent.PassStarted(Pass.VERIFY, totals, 2));
        tracker.accept(new RunEvent.EntryFailed(new Problem(null, "no")));
        tracker.accept(new RunEvent.EntryVanished(new Problem(FileName.of("x"), "gone")));
        assertSnapshot(Pass.VERIFY, 0, 0, totals, 0);
    }

    @Test
    void goesOnWhereAnEarlierPartOfTheRunEnded() {
        Totals before = new Totals(30, 0, 3_000);
        Totals all = new Totals(40, 0, 4_000);
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, all, 1));
        tracker.accept(new RunEvent.Continued(before));
        tracker.accept(changed(bucket(10, 1_000), ">f+++++++++", 100));
        assertSnapshot(Pass.COPY, 31, 3_100, all, 0);
        assertThat(tracker.snapshot().before()).isEqualTo(before);
        assertThat(tracker.snapshot().recent()).isEqualTo(new Snapshot.Recent(0, 1, 100));
        tracker.accept(finished(bucket(10, 1_000)));
        assertThat(tracker.snapshot().entries()).isEqualTo(40);
        assertThat(tracker.snapshot().bytes()).isEqualTo(4_000);
        tracker.accept(new RunEvent.PassStarted(Pass.VERIFY, all, 1));
        assertThat(tracker.snapshot().before()).isEqualTo(Totals.NONE);
    }

    @Test
    void beginsEachStageAtNothing() {
        tracker.accept(new RunEvent.Listed(10, 500));
        clock.addAndGet(5);
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, new Totals(10, 0, 500), 2));
        assertSnapshot(Pass.COPY, 0, 0, new Totals(10, 0, 500), 0);
        tracker.accept(finished(bucket(10, 500)));
        clock.addAndGet(5);
        tracker.accept(new RunEvent.CrawlStarted());
        clock.addAndGet(3);
        assertSnapshot(Optional.empty(), 0, 0, Totals.NONE, 0);
        assertThat(tracker.snapshot().elapsedNanos()).isEqualTo(3);
    }

    @Test
    void addsSizesUpToTheLargestNumber() {
        tracker.accept(new RunEvent.Listed(1, Long.MAX_VALUE));
        tracker.accept(new RunEvent.Listed(1, Long.MAX_VALUE));
        assertThat(tracker.snapshot().bytes()).isEqualTo(Long.MAX_VALUE);
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, new Totals(3, 0, Long.MAX_VALUE), 2));
        Bucket holes = bucket(1, Long.MAX_VALUE);
        tracker.accept(changed(holes, ">f+++++++++", Long.MAX_VALUE));
        tracker.accept(changed(holes, ">f+++++++++", Long.MAX_VALUE));
        assertThat(tracker.snapshot().bytes()).isEqualTo(Long.MAX_VALUE);
        tracker.accept(finished(holes));
        tracker.accept(finished(holes));
        assertThat(tracker.snapshot().bytes()).isEqualTo(Long.MAX_VALUE);
    }

    /** Counts can exceed the totals: the source grows, rsync prints an entry twice, a bucket is retried. */
    @Test
    void neverGoesBackNorBeyondTheEnd() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Totals totals = new Totals(500, 0, 5_000);
        tracker.accept(new RunEvent.PassStarted(Pass.VERIFY, totals, 2));
        long percent = 0;
        for (int i = 0; i < 2_000; i++) {
            clock.addAndGet(random.nextInt(1_000_000_000));
            Bucket bucket = bucket(random.nextInt(3), random.nextInt(30));
            tracker.accept(
                    random.nextBoolean() ? changed(bucket, ">f+++++++++", random.nextInt(20)) : finished(bucket));
            assertThat(tracker.snapshot().entries()).as("seed %d", seed).isBetween(0L, 500L);
            assertThat(tracker.snapshot().bytes()).as("seed %d", seed).isBetween(0L, 5_000L);
            Matcher line = PERCENT.matcher(ProgressLine.whole(tracker.snapshot(), 2));
            assertThat(line.find()).as("seed %d", seed).isTrue();
            assertThat(Long.parseLong(line.group(1))).as("seed %d", seed).isBetween(percent, 100L);
            percent = Long.parseLong(line.group(1));
        }
        assertThat(percent).as("seed %d", seed).isEqualTo(100);
    }

    @Test
    void tellsTheSpeedOfTheLastTenSeconds() {
        Totals totals = new Totals(1_000, 0, 100_000);
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, totals, 2));
        for (int second = 1; second <= 30; second++) {
            clock.addAndGet(1_000_000_000);
            tracker.accept(finished(bucket(second <= 20 ? 10 : 2, second <= 20 ? 1_000 : 100)));
            tracker.snapshot();
        }
        Snapshot at = tracker.snapshot();
        assertThat(at.recent()).isEqualTo(new Snapshot.Recent(10_000_000_000L, 20, 1_000));
        assertThat(at.entriesPerSecond()).isEqualTo(2);
        assertThat(at.bytesPerSecond()).isEqualTo(100);
        // 79 of 100 thousand bytes are left, at 0.1 a second
        assertThat(at.secondsLeft().orElseThrow()).isCloseTo(790, within(1.0));
    }

    @Test
    void tellsThePhaseTheBottleneckAndTheFailures() {
        tracker.accept(new RunEvent.CrawlStarted());
        assertThat(tracker.snapshot().phase()).isEqualTo(1);
        tracker.accept(new RunEvent.Listed(10, 500));
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, Totals.NONE, 2));
        assertThat(tracker.snapshot().growing()).isTrue();
        tracker.accept(new RunEvent.EntryFailed(new Problem(null, "no")));
        tracker.accept(new RunEvent.Limited(Bottleneck.SERVER));
        tracker.accept(new RunEvent.CrawlEnded(new Totals(12, 0, 600)));
        assertThat(tracker.snapshot().growing()).isFalse();
        assertThat(tracker.snapshot().totals().entries()).isEqualTo(12);
        assertThat(tracker.snapshot().phase()).isEqualTo(1);
        tracker.accept(new RunEvent.CrawlStarted());
        tracker.accept(new RunEvent.PassStarted(Pass.VERIFY, new Totals(10, 0, 500), 2));

        Snapshot at = tracker.snapshot();
        assertThat(at.phase()).isEqualTo(2);
        assertThat(at.growing()).isFalse();
        assertThat(at.failed()).isEqualTo(1);
        assertThat(at.bound()).isEqualTo(Bottleneck.SERVER);
    }

    @Test
    void namesTheLargestFileThatIsSent(@TempDir Path folder) throws IOException {
        Bucket bucket = bucket(2, 5_000_000);
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, new Totals(2, 0, 5_000_000), 1));
        for (int size = 2; size <= 3; size++) {
            Path file = Files.write(folder.resolve("f" + size), new byte[size]);
            Change change = new Change(FileName.of("f" + size), ">f+++++++++", size * 1_000_000);
            tracker.accept(new RunEvent.FileStarted(bucket, change, file));
        }

        assertThat(tracker.snapshot().file()).contains(new Snapshot.Sending(FileName.of("f3"), 3, 3_000_000));
    }

    @Test
    void losesNothingBetweenThreads() {
        tracker.accept(new RunEvent.PassStarted(Pass.COPY, new Totals(1_000_000, 0, 1_000_000), 2));
        Bucket bucket = bucket(2, 3);
        IntStream.range(0, 20_000).parallel().forEach(i -> {
            tracker.accept(new RunEvent.BucketStarted(bucket, FileName.ROOT, false));
            tracker.accept(finished(bucket));
        });
        assertSnapshot(Pass.COPY, 40_000, 60_000, new Totals(1_000_000, 0, 1_000_000), 0);
    }

    private void assertSnapshot(Pass pass, long entries, long bytes, Totals totals, long busy) {
        assertSnapshot(Optional.of(pass), entries, bytes, totals, busy);
    }

    private void assertSnapshot(Optional<Pass> pass, long entries, long bytes, Totals totals, long busy) {
        Snapshot at = tracker.snapshot();
        assertThat(List.of(at.pass(), at.entries(), at.bytes(), at.totals(), at.busy()))
                .isEqualTo(List.of(pass, entries, bytes, totals, busy));
    }

    private static RunEvent changed(Bucket bucket, String item, long bytes) {
        return new RunEvent.EntryChanged(bucket, new Change(FileName.of("x"), item, bytes), false);
    }

    private static Bucket bucket(long entries, long bytes) {
        return new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), entries, bytes, Set.of());
    }
}
