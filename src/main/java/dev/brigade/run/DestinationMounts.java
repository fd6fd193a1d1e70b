package dev.brigade.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The mounts over which processes reach the destination.
 *
 * @param mounts the destination's own path, then its paths in other mounts
 * @param remote whether the file system is on a network or FUSE
 * @param plain whether all processes use the destination's own path
 * @param first place of the mount that is used first
 */
public record DestinationMounts(List<Path> mounts, boolean remote, boolean plain, int first) {
    /** Returns the mounts in use, at least one. */
    List<Path> used() {
        if (plain) {
            return mounts.subList(0, 1);
        }
        List<Path> rotated = new ArrayList<>(mounts);
        Collections.rotate(rotated, -first);
        return rotated;
    }

    /** Returns the same mounts, of which another one is used first: modulo their number. */
    public DestinationMounts beginningWith(int place) {
        return new DestinationMounts(mounts, remote, plain, place % mounts.size());
    }

    /** Whether the cache of one mount may be older than a change through another. */
    boolean mayBeStale() {
        return remote && mounts.size() > 1;
    }

    /** Returns these mounts with all processes on the destination's own path. */
    public DestinationMounts asPlain() {
        return new DestinationMounts(mounts, remote, true, first);
    }
}
