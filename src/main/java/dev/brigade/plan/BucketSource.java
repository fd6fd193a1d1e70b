package dev.brigade.plan;

import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hands out the buckets of a pass. Buckets of a size that the user wants are made before ({@link #of}). All others are
 * made of work items on demand: {@link BucketBudget} says how large, by the time that earlier ones took
 * ({@link CostModel}). More work items may come meanwhile. The kind of work of which most is left comes first, or large
 * files once each can have a process. Thread-safe; uses no clock.
 */
public final class BucketSource {
    /** How many ready buckets it tries to find one whose directories nobody works in. */
    private static final int LOOK_AHEAD = 256;

    private final long argumentBytes;
    /** Work items that may stand in one bucket, by one of them. */
    private final Map<WorkItem, WorkItemPool> pools = new TreeMap<>(Comparator.comparingInt(WorkItem::transfer)
            .thenComparing(WorkItem::kind)
            .thenComparing(WorkItem::mount));

    private final Deque<Bucket> ready = new ArrayDeque<>();
    private CostModel costs = CostModel.UNKNOWN;
    private int waiting;
    private long takenEntries;
    private long takenBytes;
    private boolean closed;

    /**
     * Makes a source without work items.
     *
     * @param argumentBytes bytes that the names of a bucket may take together
     */
    public BucketSource(long argumentBytes) {
        this.argumentBytes = argumentBytes;
    }

    /** Returns a source that hands out these buckets in their order. */
    public static BucketSource of(List<Bucket> buckets) {
        BucketSource source = new BucketSource(Long.MAX_VALUE);
        source.ready.addAll(buckets);
        source.waiting = buckets.size();
        buckets.forEach(source::taken);
        source.close();
        return source;
    }

    /** Packs work items into even buckets of about the wanted size, at most twice as large, the largest first. */
    public static List<Bucket> pack(List<WorkItem> workItems, BucketLimits limits) {
        BucketSource source = new BucketSource(limits.argumentBytes());
        workItems.forEach(source::add);
        return source.pools.values().stream()
                .flatMap(pool -> pool.pack(limits).stream())
                .sorted(Comparator.comparingLong(Bucket::cost).reversed())
                .toList();
    }

    /** Adds a work item. */
    public synchronized void add(WorkItem workItem) {
        pools.computeIfAbsent(workItem, none -> new WorkItemPool()).add(workItem);
        waiting++;
    }

    /** Ends the supply: no more work items come. */
    public synchronized void close() {
        closed = true;
    }

    /**
     * Returns the next bucket, or empty if there is none now. It avoids directories in which processes work if it can,
     * because an NFS client creates files of one directory one after the other.
     *
     * @param busy split directories in which processes work
     * @param workers how many processes share the work
     */
    public synchronized Optional<Bucket> next(Set<FileName> busy, Workers workers) {
        if (!ready.isEmpty()) {
            waiting--;
            return Optional.of(undisturbed(busy));
        }
        WorkItemPool first = null;
        for (WorkItemPool pool : pools.values()) {
            if (!pool.isEmpty() && (first == null || pool.urgency(workers) > first.urgency(workers))) {
                first = pool;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        // Buckets in work count too: otherwise the even share would shrink with each bucket.
        Totals all = all();
        BucketBudget budget =
                BucketBudget.of(work(first.entries(), first.bytes()), work(all.entries(), all.bytes()), workers);
        Bucket bucket = first.take(budget, argumentBytes, costs, busy);
        waiting -= bucket.workItems().size();
        taken(bucket);
        return Optional.of(bucket);
    }

    private Bucket undisturbed(Set<FileName> busy) {
        Iterator<Bucket> each = ready.iterator();
        for (int i = 0; i < LOOK_AHEAD && each.hasNext(); i++) {
            Bucket bucket = each.next();
            if (Collections.disjoint(bucket.split(), busy)) {
                each.remove();
                return bucket;
            }
        }
        return ready.remove();
    }

    private BucketBudget.Work work(long entries, long bytes) {
        return new BucketBudget.Work(costs.of(entries, bytes), entries, bytes, costs.isKnown());
    }

    private void taken(Bucket bucket) {
        takenEntries += bucket.entries();
        takenBytes += bucket.bytes();
    }

    /** Returns entries and bytes of all buckets that are not finished; empty while more work items may come. */
    public synchronized Optional<Totals> unfinished() {
        return closed ? Optional.of(all()) : Optional.empty();
    }

    /** Returns entries and bytes of the work items that wait and of the buckets in work. */
    private Totals all() {
        return pools.values().stream()
                .map(pool -> new Totals(pool.entries(), 0, pool.bytes()))
                .reduce(new Totals(takenEntries, 0, takenBytes), Totals::plus);
    }

    /** Returns whether no more buckets come. */
    public synchronized boolean isOver() {
        return closed && waiting == 0;
    }

    /** Returns the most buckets that the waiting work can make. */
    public synchronized int atMost() {
        return waiting;
    }

    /** Learns how long a bucket took. */
    public synchronized void finished(Bucket bucket, Duration time) {
        takenEntries -= bucket.entries();
        takenBytes -= bucket.bytes();
        costs = costs.and(bucket.entries(), bucket.bytes(), time.toNanos() / 1e9);
    }

    /**
     * The processes that share the work.
     *
     * @param now how many may run now, at least 1
     * @param most how many may run later, at least {@code now}
     * @param settled whether the best number is known: until then, it is measured with short buckets
     */
    public record Workers(int now, int most, boolean settled) {}
}
