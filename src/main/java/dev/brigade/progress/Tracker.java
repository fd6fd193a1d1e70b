package dev.brigade.progress;

import dev.brigade.model.Pass;
import dev.brigade.model.RunEvent;
import dev.brigade.model.Totals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Counts events into a snapshot of how far the present stage is. Thread-safe. */
public final class Tracker implements Consumer<RunEvent> {
    private final LongSupplier nanoTime;
    private volatile Stage stage;

    /** Makes a tracker that goes by the given clock, nanoseconds, which only goes forward. */
    public Tracker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.stage = new Stage(Optional.empty(), Totals.NONE, nanoTime.getAsLong());
    }

    @Override
    public void accept(RunEvent event) {
        Stage now = stage;
        if (event instanceof RunEvent.CrawlStarted) {
            stage = new Stage(Optional.empty(), Totals.NONE, nanoTime.getAsLong());
        } else if (event instanceof RunEvent.PassStarted started) {
            stage = new Stage(Optional.of(started.pass()), started.totals(), nanoTime.getAsLong());
        } else if (event instanceof RunEvent.Continued continued) {
            now.goOn(continued.done());
        } else if (event instanceof RunEvent.Listed listed) {
            now.entries.addAndGet(listed.entries());
            add(now.bytes, listed.bytes());
        } else if (event instanceof RunEvent.EntryChanged changed) {
            now.changedEntries.incrementAndGet();
            add(
                    now.changedBytes,
                    changed.change().isTransfer() ? changed.change().bytes() : 0);
        } else if (event instanceof RunEvent.BucketStarted) {
            now.busy.incrementAndGet();
        } else if (event instanceof RunEvent.BucketAgain) {
            now.busy.decrementAndGet();
        } else if (event instanceof RunEvent.BucketFinished finished) {
            now.busy.decrementAndGet();
            now.entries.addAndGet(finished.bucket().entries());
            add(now.bytes, finished.bucket().bytes());
        }
    }

    private static void add(AtomicLong bytes, long more) {
        bytes.accumulateAndGet(more, Totals::add);
    }

    /** How far the present stage is. */
    public Snapshot snapshot() {
        Stage now = stage;
        // rsync tells of changed entries at once, of unchanged ones only by ending: the larger count is the truer one.
        long entries = Math.max(now.entries.get(), now.changedEntries.get());
        long bytes = Math.max(now.bytes.get(), now.changedBytes.get());
        boolean known = now.pass.isPresent();
        return new Snapshot(
                now.pass,
                known ? Math.min(entries, now.totals.entries()) : entries,
                known ? Math.min(bytes, now.totals.bytes()) : bytes,
                now.before,
                now.totals,
                nanoTime.getAsLong() - now.start,
                now.busy.get());
    }

    /** The counters of one crawl or pass. */
    private static final class Stage {
        final Optional<Pass> pass;
        final Totals totals;
        final long start;
        volatile Totals before = Totals.NONE;
        final AtomicLong entries = new AtomicLong();
        final AtomicLong bytes = new AtomicLong();
        final AtomicLong changedEntries = new AtomicLong();
        final AtomicLong changedBytes = new AtomicLong();
        final AtomicLong busy = new AtomicLong();

        Stage(Optional<Pass> pass, Totals totals, long start) {
            this.pass = pass;
            this.totals = totals;
            this.start = start;
        }

        void goOn(Totals done) {
            before = done;
            for (AtomicLong number : List.of(entries, changedEntries)) {
                number.addAndGet(done.entries());
            }
            for (AtomicLong number : List.of(bytes, changedBytes)) {
                add(number, done.bytes());
            }
        }
    }
}
