package dev.brigade.run;

import dev.brigade.model.Bucket;
import dev.brigade.model.FileName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The buckets that wait, in their order: the next is the first whose split directories nobody works in, because creates in one directory
 * of one mount wait for each other; where there is none, simply the first. What is to be tried again waits its time, then behind all
 * others. Thread-safe.
 */
final class BucketQueue {
    /** How far down the queue is looked: keeps taking cheap, and the order roughly that of the plan. */
    private static final int LOOK_AHEAD = 256;

    private record Later(Attempt attempt, long dueNanos) {}

    private final Deque<Attempt> waiting = new ArrayDeque<>();
    private final PriorityQueue<Later> later;
    private final Map<FileName, Integer> busy = new HashMap<>();
    private final LongSupplier nanoTime;
    private int working;
    private boolean over;

    /** The clock only goes forward, nanoseconds. */
    BucketQueue(List<Bucket> buckets, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long start = nanoTime.getAsLong(); // Only differences mean anything.
        this.later = new PriorityQueue<>(Comparator.comparingLong(it -> it.dueNanos() - start));
        buckets.stream().map(Attempt::first).forEach(waiting::add);
    }

    /** The next, waited for where something is still to come; empty when all are done or the queue was ended. */
    synchronized Optional<Attempt> take() throws InterruptedException {
        while (!over) {
            long pause = takeDue();
            if (!waiting.isEmpty()) {
                Attempt attempt = takeUndisturbed().orElseGet(waiting::removeFirst);
                attempt.bucket().split().forEach(directory -> busy.merge(directory, 1, Integer::sum));
                working++;
                return Optional.of(attempt);
            }
            if (later.isEmpty() && working == 0) {
                over = true;
                notifyAll();
            } else if (later.isEmpty()) {
                wait(); // Until somebody is done, perhaps with something to be tried again.
            } else {
                wait(TimeUnit.NANOSECONDS.toMillis(pause) + 1);
            }
        }
        return Optional.empty();
    }

    /** Lets those wait with the others whose time has come; gives how long it takes for the next, nanoseconds. */
    private long takeDue() {
        for (Later first = later.peek(); first != null; first = later.peek()) {
            long pause = first.dueNanos() - nanoTime.getAsLong();
            if (pause > 0) {
                return pause;
            }
            waiting.add(first.attempt());
            later.remove();
        }
        return 0;
    }

    private Optional<Attempt> takeUndisturbed() {
        Iterator<Attempt> each = waiting.iterator();
        for (int i = 0; i < LOOK_AHEAD && each.hasNext(); i++) {
            Attempt attempt = each.next();
            if (Collections.disjoint(attempt.bucket().split(), busy.keySet())) {
                each.remove();
                return Optional.of(attempt);
            }
        }
        return Optional.empty();
    }

    /** Takes an attempt back in, to be given out after a pause. */
    synchronized void add(Attempt attempt, Duration pause) {
        later.add(new Later(attempt, nanoTime.getAsLong() + pause.toNanos()));
        notifyAll();
    }

    /** Says that one that was taken has ended; what is to be tried again was added before. */
    synchronized void done(Attempt attempt) {
        attempt.bucket()
                .split()
                .forEach(directory -> busy.computeIfPresent(directory, (d, n) -> n == 1 ? null : n - 1));
        working--;
        notifyAll();
    }

    /** How many were taken and are not done yet. */
    synchronized int working() {
        return working;
    }

    /** Lets nobody wait any longer, nor take anything more. */
    synchronized void end() {
        over = true;
        notifyAll();
    }
}
