package dev.brigade.plan;

import dev.brigade.manifest.DirectorySplit;
import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import java.util.List;

/**
 * How a pass is cut into work items, and how these are put into buckets. Immutable.
 *
 * @param limits how large buckets are at most; work items are a part of that
 * @param sized whether all buckets get that size, as the user wants it; otherwise the run finds a size while it copies
 * @param large how large files are handed over
 * @param mounts the mounts inside the destination, between which there are no hard links
 */
public record PlanRules(BucketLimits limits, boolean sized, LargeFilePolicy large, InnerMounts mounts) {
    /** Returns a source of buckets of all these work items. */
    public BucketSource source(List<WorkItem> workItems) {
        if (sized) {
            return BucketSource.of(BucketSource.pack(workItems, limits));
        }
        BucketSource source = new BucketSource(limits.argumentBytes());
        workItems.forEach(source::add);
        source.close();
        return source;
    }

    /** Returns the rule by which directories are handed over. */
    public DirectorySplit split() {
        return new DirectorySplit(limits.cutEntries(), limits.bytes(), large);
    }

    /** Returns the same rules with another way to hand over large files. */
    public PlanRules withLarge(LargeFilePolicy other) {
        return new PlanRules(limits, sized, other, mounts);
    }

    /** Returns rules that cut directories finely, so that processes end together. */
    public PlanRules finely() {
        return sized ? this : new PlanRules(limits.finely(), false, large, mounts);
    }
}
