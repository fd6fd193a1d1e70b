package dev.brigade.run;

import dev.brigade.model.Bucket;
import dev.brigade.model.FileName;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The buckets that wait, in their order: the next is the first whose split directories nobody works in, because creates in one directory
 * of one mount wait for each other; where there is none, simply the first. Thread-safe.
 */
final class BucketQueue {
    /** How far down the queue is looked: keeps taking cheap, and the order roughly that of the plan. */
    private static final int LOOK_AHEAD = 256;

    private final Deque<Bucket> waiting;
    private final Map<FileName, Integer> busy = new HashMap<>();

    BucketQueue(List<Bucket> buckets) {
        this.waiting = new ArrayDeque<>(buckets);
    }

    synchronized Optional<Bucket> take() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Bucket bucket = takeUndisturbed().orElseGet(waiting::removeFirst);
        bucket.split().forEach(directory -> busy.merge(directory, 1, Integer::sum));
        return Optional.of(bucket);
    }

    private Optional<Bucket> takeUndisturbed() {
        Iterator<Bucket> each = waiting.iterator();
        for (int i = 0; i < LOOK_AHEAD && each.hasNext(); i++) {
            Bucket bucket = each.next();
            if (Collections.disjoint(bucket.split(), busy.keySet())) {
                each.remove();
                return Optional.of(bucket);
            }
        }
        return Optional.empty();
    }

    /** Says that a bucket that was taken has ended. */
    synchronized void done(Bucket bucket) {
        bucket.split().forEach(directory -> busy.computeIfPresent(directory, (d, n) -> n == 1 ? null : n - 1));
    }
}
