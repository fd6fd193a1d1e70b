package dev.brigade.state;

import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ManifestFacts;
import dev.brigade.plan.BucketLimits;
import java.util.List;
import java.util.Objects;

/**
 * What a run found out before it copied: enough to cut the same manifests into the same work items again.
 *
 * @param rootIdentities of the sources and then of the destination
 * @param manifests the crawl's manifests, one for each transfer
 * @param unreadable what the crawl could not read
 * @param unnamed how many more entries it could not read
 * @param limits of buckets
 * @param large how large files are copied
 * @param mounts the mounts inside the destination, one character for each byte
 * @param workItems how many work items that makes
 * @param piecesDigest checksum of these work items
 */
public record RunPlan(
        List<String> rootIdentities,
        List<ManifestFacts> manifests,
        List<Unreadable> unreadable,
        long unnamed,
        BucketLimits limits,
        LargeFilePolicy large,
        List<String> mounts,
        int workItems,
        long piecesDigest) {
    /** Refuses what no run wrote, because it comes from a file. */
    public RunPlan {
        rootIdentities = List.copyOf(rootIdentities);
        manifests = List.copyOf(manifests);
        unreadable = List.copyOf(unreadable);
        mounts = List.copyOf(mounts);
        Objects.requireNonNull(large);
        boolean possible = limits.entries() > 0 && limits.bytes() > 0 && limits.argumentBytes() > 0;
        if (!possible || limits.cutEntries() < 1 || workItems < 0) {
            throw new IllegalArgumentException("no plan has such sizes");
        }
    }

    /**
     * An entry that could not be read.
     *
     * @param name its path below the root of the transfer, one character for each byte
     * @param reason why
     */
    public record Unreadable(String name, String reason) {
        /** Refuses what no run wrote. */
        public Unreadable {
            Objects.requireNonNull(name);
            Objects.requireNonNull(reason);
        }
    }
}
