package dev.brigade.plan;

import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket.Kind;
import dev.brigade.plan.BucketSource.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The waiting work items that may stand in one bucket. The largest leave first; those of about one size leave in the
 * manifest's order, so that neighbours stay together. Not thread-safe.
 */
final class WorkItemPool {
    /** How many work items of busy directories are passed over. */
    private static final int LOOK_AHEAD = 256;

    private final TreeSet<WorkItem> waiting = new TreeSet<>(
            Comparator.comparing(WorkItemPool::magnitude).reversed().thenComparing(WorkItem::number));
    private long entries;
    private long bytes;
    private long argumentBytes;
    private double added;

    private static int magnitude(WorkItem workItem) {
        return Long.SIZE - Long.numberOfLeadingZeros(workItem.cost());
    }

    void add(WorkItem workItem) {
        waiting.add(workItem);
        entries += workItem.entries();
        bytes += workItem.bytes();
        argumentBytes += workItem.argumentBytes();
        added += workItem.cost();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Returns the part of the work that is left, 0 to 1. Large files go first once each can have a process: a late one
     * would keep all others waiting.
     */
    double urgency(Workers workers) {
        boolean oneEach = waiting.first().kind() == Kind.LARGE && waiting.size() <= workers.now();
        return oneEach ? Double.MAX_VALUE : Bucket.costOf(entries, bytes) / Math.max(1, added);
    }

    /** Makes the fewest even buckets that the limits allow. */
    List<Bucket> pack(BucketLimits limits) {
        long wanted = Math.max(
                BucketLimits.ceil(entries, limits.entries()),
                Math.max(
                        BucketLimits.ceil(bytes, limits.bytes()),
                        BucketLimits.ceil(argumentBytes, limits.argumentBytes())));
        List<Bucket> buckets = new ArrayList<>();
        while (!waiting.isEmpty()) {
            BucketBudget budget = BucketBudget.even(entries, bytes, wanted - buckets.size(), limits);
            buckets.add(take(budget, limits.argumentBytes(), CostModel.UNKNOWN, Set.of()));
        }
        return buckets;
    }

    /** Takes a bucket within a budget, of at least one work item. */
    Bucket take(BucketBudget budget, long mostArgumentBytes, CostModel costs, Set<FileName> busy) {
        List<WorkItem> taken = gather(budget, mostArgumentBytes, costs, busy);
        if (taken.isEmpty()) {
            taken = gather(budget, mostArgumentBytes, costs, Set.of());
        }
        for (WorkItem workItem : taken) {
            waiting.remove(workItem);
            entries -= workItem.entries();
            bytes -= workItem.bytes();
            argumentBytes -= workItem.argumentBytes();
        }
        return Bucket.of(taken);
    }

    private List<WorkItem> gather(BucketBudget budget, long mostArgumentBytes, CostModel costs, Set<FileName> busy) {
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
            boolean fits = withEntries <= budget.entries()
                    && withBytes <= budget.bytes()
                    && arguments <= mostArgumentBytes
                    // Nearer to the budget with half of the work item in it than without.
                    && costs.of(2 * takenEntries + workItem.entries(), 2 * takenBytes + workItem.bytes())
                            <= 2 * budget.cost();
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
