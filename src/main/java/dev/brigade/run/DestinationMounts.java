package dev.brigade.run;

import java.nio.file.Path;
import java.util.List;

/**
 * How the processes of a run reach the destination.
 *
 * @param mounts the destination by its own path, then what it is in further mounts
 * @param remote whether it lies behind a network or FUSE, so that what is not remembered costs a call
 * @param plain whether all processes go by its own path
 */
public record DestinationMounts(List<Path> mounts, boolean remote, boolean plain) {
    /** Those that processes go by, at least one. */
    List<Path> used() {
        return plain ? mounts.subList(0, 1) : mounts;
    }

    /** Whether one mount may remember what another has changed since. */
    boolean mayBeStale() {
        return remote && mounts.size() > 1;
    }

    /** The same, where all processes go by the destination's own path. */
    public DestinationMounts asPlain() {
        return new DestinationMounts(mounts, remote, true);
    }
}
