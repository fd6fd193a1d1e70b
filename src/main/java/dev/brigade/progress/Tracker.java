package dev.brigade.progress;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Counts events. A stage is a crawl or a pass. Thread-safe. */
final class Tracker implements Consumer<RunEvent> {
    private final LongSupplier nanoTime;
    private volatile Found found = new Found();
    private volatile Stage stage;

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
        this.stage = new Stage(Optional.empty(), found::totals, nanoTime.getAsLong());
    }

    @Override
    public void accept(RunEvent event) {
        Stage now = stage;
        if (event instanceof RunEvent.CrawlStarted) {
            found = new Found();
            stage = new Stage(Optional.empty(), found::totals, nanoTime.getAsLong());
        } else if (event instanceof RunEvent.PassStarted started) {
            // Without totals the crawl has not ended: they are what it found so far.
            Supplier<Totals> totals = started.totals().equals(Totals.NONE) ? found::totals : started::totals;
            stage = new Stage(Optional.of(started.pass()), totals, nanoTime.getAsLong());
        } else if (event instanceof RunEvent.Continued continued) {
            now.resume(continued.done());
        } else if (event instanceof RunEvent.Listed listed) {
            found.add(listed);
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

    Snapshot snapshot() {
        Stage now = stage;
        // rsync prints changed entries at once, but reports unchanged ones only when it ends.
        long entries = Math.max(now.entries.get(), now.changedEntries.get());
        long bytes = Math.max(now.bytes.get(), now.changedBytes.get());
        Totals totals = now.totals.get();
        boolean known = now.pass.isPresent();
        return new Snapshot(
                now.pass,
                known ? Math.min(entries, totals.entries()) : totals.entries(),
                known ? Math.min(bytes, totals.bytes()) : totals.bytes(),
                now.before,
                known ? totals : Totals.NONE,
                nanoTime.getAsLong() - now.start,
                now.busy.get());
    }

    /** The counters of one crawl. */
    private static final class Found {
        private final AtomicLong entries = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();

        void add(RunEvent.Listed listed) {
            entries.addAndGet(listed.entries());
            Tracker.add(bytes, listed.bytes());
        }

        Totals totals() {
            return new Totals(entries.get(), 0, bytes.get());
        }
    }

    /** The counters of one pass, or the clock of a crawl. */
    private static final class Stage {
        final Optional<Pass> pass;
        final Supplier<Totals> totals;
        final long start;
        volatile Totals before = Totals.NONE;
        final AtomicLong entries = new AtomicLong();
        final AtomicLong bytes = new AtomicLong();
        final AtomicLong changedEntries = new AtomicLong();
        final AtomicLong changedBytes = new AtomicLong();
        final AtomicLong busy = new AtomicLong();

        Stage(Optional<Pass> pass, Supplier<Totals> totals, long start) {
            this.pass = pass;
            this.totals = totals;
            this.start = start;
        }

        void resume(Totals done) {
            before = done;
            entries.addAndGet(done.entries());
            changedEntries.addAndGet(done.entries());
            add(bytes, done.bytes());
            add(changedBytes, done.bytes());
        }
    }
}
