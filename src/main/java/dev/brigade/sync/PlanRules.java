package dev.brigade.sync;

import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.WorkItem;
import java.util.List;

/**
 * How a pass is cut into work items, and these are put into buckets.
 *
 * @param limits how large buckets are at most; work items are a part of that
 * @param sized whether buckets have that size, as the user wants it; otherwise it is found out while they are copied
 * @param large what becomes of large files
 */
record PlanRules(BucketLimits limits, boolean sized, LargeFilePolicy large) {
    /** Returns a source of buckets of all these work items. */
    BucketSource source(List<WorkItem> workItems) {
        if (sized) {
            return BucketSource.of(BucketSource.pack(workItems, limits));
        }
        BucketSource source = new BucketSource(limits.argumentBytes());
        workItems.forEach(source::add);
        source.close();
        return source;
    }

    PlanRules withLimits(BucketLimits other) {
        return new PlanRules(other, sized, large);
    }

    PlanRules withLarge(LargeFilePolicy other) {
        return new PlanRules(limits, sized, other);
    }

    /** Returns rules that cut directories finely, so that processes end together. */
    PlanRules finely() {
        return sized ? this : withLimits(limits.finely());
    }
}
