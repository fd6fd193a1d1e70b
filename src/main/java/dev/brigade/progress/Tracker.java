package dev.brigade.progress;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Change;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Counts events. A stage is a crawl or a pass. Thread-safe. */
final class Tracker implements Consumer<RunEvent> {
    private final LongSupplier nanoTime;
    private Optional<Pass> pass = Optional.empty();
    private Totals found = Totals.NONE;
    private Totals planned = Totals.NONE;
    private Totals before = Totals.NONE;
    private Totals finished = Totals.NONE;
    private Totals changed = Totals.NONE;
    /** Large files that are being written. */
    private final Map<Change, RunEvent.FileStarted> writing = new HashMap<>();

    private long busy;
    private long start;

    /**
     * How far the current stage is.
     *
     * @param pass the pass that runs, empty during a crawl
     * @param entries entries done, including those before
     * @param bytes bytes done, including those before
     * @param before what an earlier part of the run did
     * @param totals what there is to do; nothing during a crawl
     * @param elapsedNanos nanoseconds since the stage began
     * @param busy rsync processes that run
     */
    record Snapshot(
            Optional<Pass> pass,
            long entries,
            long bytes,
            Totals before,
            Totals totals,
            long elapsedNanos,
            long busy) {}

    Tracker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof RunEvent.CrawlStarted) {
            found = Totals.NONE;
            begin(Optional.empty(), Totals.NONE);
        } else if (event instanceof RunEvent.PassStarted started) {
            begin(Optional.of(started.pass()), started.totals());
        } else if (event instanceof RunEvent.Continued continued) {
            before = continued.done();
            finished = finished.plus(before);
            changed = changed.plus(before);
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
        start = nanoTime.getAsLong();
    }

    Snapshot snapshot() {
        List<RunEvent.FileStarted> files;
        long bytes;
        synchronized (this) {
            files = List.copyOf(writing.values());
            bytes = changed.bytes();
        }
        // Not under the lock: a storage may hang.
        for (RunEvent.FileStarted file : files) {
            bytes += Math.min(file.change().bytes(), size(file.file()));
        }
        return snapshot(bytes);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // Not made yet, or written under another name.
        }
    }

    /**
     * Returns how far the current stage is.
     *
     * @param sent bytes of files that are written or being written
     */
    private synchronized Snapshot snapshot(long sent) {
        long elapsed = nanoTime.getAsLong() - start;
        if (pass.isEmpty()) {
            return new Snapshot(pass, found.entries(), found.bytes(), before, Totals.NONE, elapsed, busy);
        }
        // Without totals the crawl has not ended: they are what it found so far.
        Totals totals = planned.equals(Totals.NONE) ? found : planned;
        // rsync prints changed entries at once, but reports unchanged ones only when it ends.
        long entries = Math.max(finished.entries(), changed.entries());
        long bytes = Math.max(finished.bytes(), Math.max(changed.bytes(), sent));
        return new Snapshot(
                pass,
                Math.min(entries, totals.entries()),
                Math.min(bytes, totals.bytes()),
                before,
                totals,
                elapsed,
                busy);
    }
}
