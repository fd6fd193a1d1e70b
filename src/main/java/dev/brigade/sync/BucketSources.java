package dev.brigade.sync;

import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.WorkItem;
import java.util.List;

/**
 * How pieces become buckets.
 *
 * @param bucketLimits how large buckets are, or about, where their size is learned
 * @param fixed whether they are exactly so, as the user wants them
 */
record BucketSources(BucketLimits bucketLimits, boolean fixed) {
    /** Buckets of all these. */
    BucketSource of(List<WorkItem> workItems) {
        if (fixed) {
            return BucketSource.of(BucketSource.pack(workItems, bucketLimits));
        }
        BucketSource deal = growing();
        workItems.forEach(deal::add);
        deal.close();
        return deal;
    }

    /** Buckets of pieces that are still to come, however many. */
    BucketSource growing() {
        return new BucketSource(bucketLimits.argumentBytes());
    }

    /** The same with pieces of another size. */
    BucketSources sized(BucketLimits other) {
        return new BucketSources(other, fixed);
    }

    /** The same for passes that cut directories finely, so that processes end together. */
    BucketSources finely() {
        return fixed ? this : sized(bucketLimits.finely());
    }
}
