package dev.brigade.plan;

import dev.brigade.model.FileName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** Buckets that are all made beforehand, in their order. Thread-safe. */
public final class FixedBucketSource implements BucketSource {
    /**
     * How far down the order it looks for one that disturbs nobody: keeps taking cheap, and the order roughly that of
     * the plan.
     */
    private static final int LOOK_AHEAD = 256;

    private final Deque<Bucket> waiting;
    private long left;

    /** Takes buckets, the first to be given first. */
    public FixedBucketSource(Collection<Bucket> buckets) {
        this.waiting = new ArrayDeque<>(buckets);
        this.left = buckets.stream().mapToLong(Bucket::cost).sum();
    }

    @Override
    public synchronized Optional<Bucket> next(Set<FileName> busy, Workers workers) {
        Iterator<Bucket> each = waiting.iterator();
        for (int i = 0; i < LOOK_AHEAD && each.hasNext(); i++) {
            Bucket bucket = each.next();
            if (Collections.disjoint(bucket.split(), busy)) {
                each.remove();
                return Optional.of(bucket);
            }
        }
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public synchronized boolean isOver() {
        return waiting.isEmpty();
    }

    @Override
    public synchronized int atMost() {
        return waiting.size();
    }

    @Override
    public synchronized void finished(Bucket bucket, Duration time) {
        left -= bucket.cost();
    }

    @Override
    public synchronized long left() {
        return left;
    }
}
