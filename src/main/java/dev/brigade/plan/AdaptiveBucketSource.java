package dev.brigade.plan;

import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes buckets of pieces when they are asked for: each as large as what is left allows ({@link BucketBudget}) by what
 * the last ones took ({@link CostModel}). Pieces may still come meanwhile. The kind of work of which most is left comes
 * first, or large files once each can have a process; in it the largest pieces, those of a size as they stand in the
 * manifest, so that neighbours stay together. Thread-safe; by no clock.
 */
public final class AdaptiveBucketSource implements BucketSource {
    /** How many pieces in a row are looked at for those that disturb nobody. */
    private static final int LOOK_AHEAD = 256;

    private final long argumentBytes;
    private final Map<Integer, Pool> pools = new TreeMap<>();
    private CostModel costs = CostModel.UNKNOWN;
    private int workItems;
    private long workedEntries;
    private long workedBytes;
    private boolean closed;

    /**
     * Begins without pieces.
     *
     * @param argumentBytes bytes that the names of a bucket may take together
     */
    public AdaptiveBucketSource(long argumentBytes) {
        this.argumentBytes = argumentBytes;
    }

    /** Takes one more piece. */
    public synchronized void add(WorkItem workItem) {
        pools.computeIfAbsent(workItem.source() * Kind.values().length + order(workItem.kind()), none -> new Pool())
                .add(workItem);
        workItems++;
    }

    /** Of equal shares left, large files come first, and then what cannot be divided further. */
    private static int order(Kind kind) {
        return switch (kind) {
            case LARGE -> 0;
            case LINKS -> 1;
            case DIRECTORIES -> 2;
        };
    }

    /** Says that no more pieces come. */
    public synchronized void close() {
        closed = true;
    }

    @Override
    public synchronized Optional<Bucket> next(Set<FileName> busy, Workers workers) {
        Pool first = null;
        // What others still work on is not done either: else the even share would shrink with each bucket that is
        // taken.
        long entries = workedEntries;
        long bytes = workedBytes;
        for (Pool pool : pools.values()) {
            entries += pool.entries;
            bytes += pool.bytes;
            if (!pool.waiting.isEmpty() && (first == null || pool.urgency(workers) > first.urgency(workers))) {
                first = pool;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        BucketBudget share = BucketBudget.of(work(first.entries, first.bytes), work(entries, bytes), workers);
        List<WorkItem> taken = first.take(share, busy);
        workItems -= taken.size();
        Bucket bucket = bucket(taken);
        workedEntries += bucket.entries();
        workedBytes += bucket.bytes();
        return Optional.of(bucket);
    }

    private BucketBudget.Work work(long entries, long bytes) {
        return new BucketBudget.Work(costs.of(entries, bytes), entries, bytes, costs.isKnown());
    }

    static Bucket bucket(List<WorkItem> workItems) {
        WorkItem first = workItems.get(0);
        // In the manifest's order the names are read in one go, and neighbours share their parents.
        List<Slice> slices = workItems.stream()
                .map(WorkItem::slice)
                .sorted(Comparator.comparingLong(Slice::from))
                .toList();
        Set<FileName> split = new TreeSet<>();
        workItems.stream().map(WorkItem::split).filter(name -> name != null).forEach(split::add);
        return new Bucket(
                first.source(),
                first.kind(),
                workItems.stream().map(WorkItem::number).toList(),
                slices,
                workItems.stream().mapToLong(WorkItem::entries).sum(),
                workItems.stream().mapToLong(WorkItem::bytes).sum(),
                Set.copyOf(split));
    }

    @Override
    public synchronized boolean isOver() {
        return closed && workItems == 0;
    }

    @Override
    public synchronized int atMost() {
        return workItems;
    }

    @Override
    public synchronized void finished(Bucket bucket, Duration time) {
        workedEntries -= bucket.entries();
        workedBytes -= bucket.bytes();
        costs = costs.and(bucket.entries(), bucket.bytes(), time.toNanos() / 1e9);
    }

    @Override
    public synchronized long left() {
        long waiting = pools.values().stream()
                .mapToLong(pool -> Bucket.costOf(pool.entries, pool.bytes))
                .sum();
        return waiting + Bucket.costOf(workedEntries, workedBytes);
    }

    /** Pieces that may stand in one bucket: of one source and kind. */
    private final class Pool {
        private final TreeSet<WorkItem> waiting =
                new TreeSet<>(Comparator.comparing(Pool::magnitude).reversed().thenComparing(WorkItem::number));
        private long entries;
        private long bytes;
        private double added;

        private static int magnitude(WorkItem workItem) {
            return Long.SIZE - Long.numberOfLeadingZeros(workItem.cost());
        }

        void add(WorkItem workItem) {
            waiting.add(workItem);
            entries += workItem.entries();
            bytes += workItem.bytes();
            added += workItem.cost();
        }

        /** Which part of it is left. */
        double left() {
            return Bucket.costOf(entries, bytes) / Math.max(1, added);
        }

        /**
         * Large files go first once each can have a process: one that began when all others end would keep everybody
         * waiting.
         */
        double urgency(Workers workers) {
            boolean oneEach = waiting.first().kind() == Kind.LARGE && waiting.size() <= workers.now();
            return oneEach ? Double.MAX_VALUE : left();
        }

        List<WorkItem> take(BucketBudget share, Set<FileName> busy) {
            List<WorkItem> taken = gather(share, busy);
            if (taken.isEmpty()) {
                taken = gather(share, Set.of());
            }
            waiting.removeAll(taken);
            for (WorkItem workItem : taken) {
                entries -= workItem.entries();
                bytes -= workItem.bytes();
            }
            return taken;
        }

        private List<WorkItem> gather(BucketBudget share, Set<FileName> busy) {
            List<WorkItem> taken = new ArrayList<>();
            long takenEntries = 0;
            long takenBytes = 0;
            long arguments = 0;
            Iterator<WorkItem> each = waiting.iterator();
            for (int passed = 0; passed < LOOK_AHEAD && each.hasNext(); ) {
                WorkItem workItem = each.next();
                if (workItem.split() != null && busy.contains(workItem.split())) {
                    passed++;
                    continue;
                }
                long withEntries = takenEntries + workItem.entries();
                long withBytes = takenBytes + workItem.bytes();
                arguments += workItem.argumentBytes();
                boolean fits = withEntries <= share.entries()
                        && withBytes <= share.bytes()
                        && arguments <= argumentBytes
                        // Nearer to its share with half of the piece in it than without.
                        && costs.of(takenEntries + workItem.entries() / 2, takenBytes + workItem.bytes() / 2)
                                <= share.cost();
                if (!fits && !taken.isEmpty()) {
                    break;
                }
                taken.add(workItem);
                takenEntries = withEntries;
                takenBytes = withBytes;
            }
            return taken;
        }
    }
}
