package dev.brigade.run;

import java.nio.file.Path;
import java.util.List;

/**
 * The mounts over which processes reach the destination.
 *
 * @param mounts the destination's own path, then its paths in other mounts
 * @param remote whether the file system is on a network or FUSE
 * @param plain whether all processes use the destination's own path
 */
public record DestinationMounts(List<Path> mounts, boolean remote, boolean plain) {
    /** Returns the mounts in use, at least one. */
    List<Path> used() {
        return plain ? mounts.subList(0, 1) : mounts;
    }

    /** Whether the cache of one mount may be older than a change through another. */
    boolean mayBeStale() {
        return remote && mounts.size() > 1;
    }

    /** Returns these mounts with all processes on the destination's own path. */
    public DestinationMounts asPlain() {
        return new DestinationMounts(mounts, remote, true);
    }
}
