package dev.brigade.progress;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.WrittenBytes;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Change;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Counts events. Thread-safe. */
public final class Tracker implements Consumer<RunEvent> {
    private static final long RECENT_NANOS = 10_000_000_000L;

    private final LongSupplier nanoTime;
    private final WrittenBytes written;
    private Optional<Pass> pass = Optional.empty();
    private Totals found = Totals.NONE;
    private Totals planned = Totals.NONE;
    private Totals before = Totals.NONE;
    private Totals finished = Totals.NONE;
    private Totals changed = Totals.NONE;
    /** Large files that are being written. */
    private final Map<Change, RunEvent.FileStarted> writing = new HashMap<>();

    private Optional<Phase> verifiedBefore = Optional.empty();
    private int phase = 1;
    private long busy;
    /** In this stage. */
    private long failed;
    /** In the stage before it with the most: a later stage tries again what failed, and fails again. */
    private long failedBefore;

    private Bottleneck bound = Bottleneck.UNKNOWN;
    private long start;
    /** What was done at some moments of the stage: one that is older than ten seconds, then younger ones. */
    private final Deque<Moment> moments = new ArrayDeque<>();

    private record Moment(long nanos, double entries, long bytes) {}

    /**
     * Begins with nothing done.
     *
     * @param nanoTime a clock that only goes forward, nanoseconds
     */
    public Tracker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.written = new WrittenBytes(nanoTime);
        begin(Optional.empty(), Totals.NONE);
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            verifiedBefore = started.verifiedBefore();
        } else if (event instanceof RunEvent.CrawlStarted) {
            found = Totals.NONE;
            phase = pass.isPresent() ? 2 : phase;
            begin(Optional.empty(), Totals.NONE);
        } else if (event instanceof RunEvent.CrawlEnded ended) {
            planned = isGrowing() ? ended.totals() : planned;
        } else if (event instanceof RunEvent.PassStarted started) {
            phase = started.pass() == Pass.VERIFY
                            && pass.filter(last -> last == Pass.COPY).isPresent()
                    ? 2
                    : phase;
            begin(Optional.of(started.pass()), started.totals());
        } else if (event instanceof RunEvent.Continued continued) {
            before = continued.done();
            finished = finished.plus(before);
            changed = changed.plus(before);
            moments.clear();
            moments.add(new Moment(start, before.entries(), before.bytes()));
        } else if (event instanceof RunEvent.Listed listed) {
            found = found.plus(new Totals(listed.entries(), 0, listed.bytes()));
        } else if (event instanceof RunEvent.FileStarted file) {
            writing.put(file.change(), file);
        } else if (event instanceof RunEvent.EntryChanged entry) {
            if (!writing.isEmpty()) {
                writing.remove(entry.change());
            }
            changed = changed.plus(new Totals(
                    1, 0, entry.change().isTransfer() ? entry.change().bytes() : 0));
        } else if (event instanceof RunEvent.EntryFailed) {
            failed++;
        } else if (event instanceof RunEvent.Limited limited) {
            bound = limited.bound();
        } else if (event instanceof RunEvent.BucketStarted) {
            busy++;
        } else if (event instanceof RunEvent.BucketAgain again) {
            busy--;
            ended(again.bucket());
        } else if (event instanceof RunEvent.BucketFinished bucket) {
            busy--;
            ended(bucket.bucket());
            finished = finished.plus(
                    new Totals(bucket.bucket().entries(), 0, bucket.bucket().bytes()));
        }
    }

    /** Whether the pass began before its crawl ended. */
    private boolean isGrowing() {
        return pass.isPresent() && planned.equals(Totals.NONE);
    }

    private void ended(Bucket bucket) {
        writing.values().removeIf(file -> file.bucket().equals(bucket));
    }

    private void begin(Optional<Pass> stage, Totals totals) {
        pass = stage;
        planned = totals;
        before = Totals.NONE;
        finished = Totals.NONE;
        changed = Totals.NONE;
        writing.clear();
        busy = 0;
        failedBefore = Math.max(failedBefore, failed);
        failed = 0;
        start = nanoTime.getAsLong();
        moments.clear();
        moments.add(new Moment(start, 0, 0));
    }

    /** Returns how far the run is. */
    public Snapshot snapshot() {
        List<RunEvent.FileStarted> files;
        long bytes;
        synchronized (this) {
            files = List.copyOf(writing.values());
            bytes = changed.bytes();
        }
        double begun = 0;
        Optional<Snapshot.Sending> largest = Optional.empty();
        // Not under the lock: a storage may hang.
        for (RunEvent.FileStarted file : files) {
            long size = file.change().bytes();
            long sent = Math.min(size, written.of(file.file(), file.change().isCreation()));
            bytes += sent;
            begun += (double) sent / size;
            if (largest.filter(other -> other.size() >= size).isEmpty()) {
                largest = Optional.of(new Snapshot.Sending(file.change().name(), sent, size));
            }
        }
        return snapshot(begun, bytes, largest);
    }

    /**
     * Returns how far the run is.
     *
     * @param begun parts of files that are being written
     * @param sent bytes of files that are written or being written
     */
    private synchronized Snapshot snapshot(double begun, long sent, Optional<Snapshot.Sending> file) {
        boolean crawling = pass.isEmpty();
        boolean growing = isGrowing();
        Totals totals = crawling ? Totals.NONE : growing ? found : planned;
        // rsync prints changed entries at once, but reports unchanged ones only when it ends.
        long entries = crawling
                ? found.entries()
                : Math.min(totals.entries(), Math.max(finished.entries(), changed.entries()));
        long bytes = crawling
                ? found.bytes()
                : Math.min(totals.bytes(), Math.max(finished.bytes(), Math.max(changed.bytes(), sent)));
        long now = nanoTime.getAsLong();
        return new Snapshot(
                phase,
                pass,
                entries,
                begun,
                bytes,
                before,
                totals,
                growing,
                now - start,
                recent(new Moment(now, entries + begun, bytes)),
                busy,
                Math.max(failedBefore, failed),
                bound,
                file,
                verification(totals.entries()));
    }

    /** At the speed of the last run, because it is known before. */
    private Optional<Duration> verification(long entries) {
        return verifiedBefore
                .filter(last -> last.looked().entries() > 0)
                .map(last -> Duration.ofMillis((long) ((double) last.time().toMillis()
                        * entries
                        / last.looked().entries())));
    }

    private Snapshot.Recent recent(Moment now) {
        moments.add(now);
        Moment first = moments.remove();
        while (now.nanos - moments.element().nanos >= RECENT_NANOS) {
            first = moments.remove();
        }
        moments.addFirst(first);
        return new Snapshot.Recent(now.nanos - first.nanos, now.entries - first.entries, now.bytes - first.bytes);
    }
}
