package dev.brigade.state;

import dev.brigade.manifest.ManifestFacts;
import java.util.List;
import java.util.Objects;

/**
 * What a run found out before it copied: enough to cut the same manifests into the same pieces again.
 *
 * @param rootIdentities what each source and at last the destination was, as the table of mounts has it
 * @param manifests the crawl's manifests, one for each source
 * @param unreadable what the crawl could not read
 * @param unnamed how much more it could not read
 * @param bucketEntries entries in a bucket
 * @param bucketBytes bytes in a bucket
 * @param argumentBytes bytes of an argument list
 * @param cutEntries a directory with more entries is handed out in parts
 * @param large what becomes of large files, by its name
 * @param mounts the mounts inside the destination, one character a byte
 * @param workItems how many pieces that makes
 * @param piecesDigest of these pieces
 */
public record RunPlan(
        List<String> rootIdentities,
        List<ManifestFacts> manifests,
        List<Unreadable> unreadable,
        long unnamed,
        long bucketEntries,
        long bucketBytes,
        long argumentBytes,
        long cutEntries,
        String large,
        List<String> mounts,
        int workItems,
        long piecesDigest) {
    /** Everything must be there and possible. */
    public RunPlan {
        rootIdentities = List.copyOf(rootIdentities);
        manifests = List.copyOf(manifests);
        unreadable = List.copyOf(unreadable);
        mounts = List.copyOf(mounts);
        Objects.requireNonNull(large);
        if (bucketEntries < 1 || bucketBytes < 1 || argumentBytes < 1 || cutEntries < 1 || workItems < 0) {
            throw new IllegalArgumentException("no plan has such sizes");
        }
    }

    /**
     * Something that could not be read.
     *
     * @param name its path below the root of the transfer, one character a byte
     * @param reason why
     */
    public record Unreadable(String name, String reason) {
        /** Everything must be there. */
        public Unreadable {
            Objects.requireNonNull(name);
            Objects.requireNonNull(reason);
        }
    }
}
