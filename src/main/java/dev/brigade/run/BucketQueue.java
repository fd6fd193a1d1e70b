package dev.brigade.run;

import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Hands out the buckets of a source, each with a share of the write rate. Attempts to retry wait for their time, then
 * come after all others. Thread-safe.
 */
final class BucketQueue {
    private record Later(Attempt attempt, long dueNanos) {}

    private final BucketSource bucketSource;
    private final BandwidthShares shares;
    private final Deque<Attempt> due = new ArrayDeque<>();
    private final PriorityQueue<Later> later;
    private final Map<FileName, Integer> busy = new HashMap<>();
    private final LongSupplier nanoTime;
    private int working;
    private boolean over;

    BucketQueue(BucketSource bucketSource, BandwidthShares shares, LongSupplier nanoTime) {
        this.bucketSource = bucketSource;
        this.shares = shares;
        this.nanoTime = nanoTime;
        long start = nanoTime.getAsLong(); // Only differences mean anything.
        this.later = new PriorityQueue<>(Comparator.comparingLong(it -> it.dueNanos() - start));
    }

    /**
     * Waits for the next attempt; empty if all are done or the queue was ended.
     *
     * @param workers asked for each attempt how many share the work
     */
    synchronized Optional<Attempt> take(Supplier<BucketSource.Workers> workers) throws InterruptedException {
        while (!over) {
            long pause = takeDue();
            Optional<Attempt> next = shares.areUsedUp() ? Optional.empty() : next(workers.get());
            if (next.isPresent()) {
                return next;
            }
            if (!later.isEmpty()) {
                wait(TimeUnit.NANOSECONDS.toMillis(pause) + 1);
            } else if (working > 0 || !bucketSource.isOver()) {
                wait(); // Until there is more, or somebody is done, perhaps with something to be tried again.
            } else {
                over = true;
                notifyAll();
            }
        }
        return Optional.empty();
    }

    private Optional<Attempt> next(BucketSource.Workers workers) {
        Optional<Attempt> next =
                bucketSource.next(busy.keySet(), workers).map(Attempt::first).or(() -> Optional.ofNullable(due.poll()));
        if (next.isEmpty()) {
            return next;
        }
        Bucket bucket = next.get().bucket();
        bucket.split().forEach(directory -> busy.merge(directory, 1, Integer::sum));
        working++;
        BandwidthShares.Rest rest = bucketSource
                .unfinished()
                .map(unfinished -> new BandwidthShares.Rest(workers.now(), waiting(), unfinished))
                .orElseGet(() -> BandwidthShares.Rest.unknown(workers.now()));
        return next.map(attempt -> attempt.with(shares.take(bucket.totals(), rest)));
    }

    synchronized boolean isOver() {
        return over || (bucketSource.isOver() && due.isEmpty() && later.isEmpty() && working == 0);
    }

    /** Returns the largest number of attempts that could be taken now. */
    synchronized int waiting() {
        return bucketSource.atMost() + due.size() + later.size();
    }

    /** Wakes up all that wait: the source may have more, or be over. */
    synchronized void supplied() {
        notifyAll();
    }

    /** Makes attempts due whose time has come; returns the time to the next one, nanoseconds. */
    private long takeDue() {
        for (Later first = later.peek(); first != null; first = later.peek()) {
            long pause = first.dueNanos() - nanoTime.getAsLong();
            if (pause > 0) {
                return pause;
            }
            due.add(first.attempt());
            later.remove();
        }
        return 0;
    }

    /** Adds an attempt that becomes due after a pause. */
    synchronized void add(Attempt attempt, Duration pause) {
        later.add(new Later(attempt, nanoTime.getAsLong() + pause.toNanos()));
        notifyAll();
    }

    /** Ends an attempt; its retry was added before. */
    synchronized void done(Attempt attempt) {
        Bucket bucket = attempt.bucket();
        bucket.split().forEach(directory -> busy.computeIfPresent(directory, (d, n) -> n == 1 ? null : n - 1));
        attempt.kibibytesPerSecond().ifPresent(share -> shares.give(share, bucket.totals()));
        working--;
        notifyAll();
    }

    /** Returns the number of attempts under way. */
    synchronized int working() {
        return working;
    }

    /** Ends the queue: nobody waits any longer or gets anything more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }
}
