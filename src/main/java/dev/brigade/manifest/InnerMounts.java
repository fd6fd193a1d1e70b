package dev.brigade.manifest;

import dev.brigade.model.FileName;
import java.util.Comparator;
import java.util.List;

/**
 * The mounts inside the destination. No hard link can lead from one mount to another, so the names of an inode are
 * linked on each mount by themselves. Immutable and thread-safe.
 *
 * @param points their paths below the destination
 */
public record InnerMounts(List<FileName> points) {
    /** The destination is one mount. */
    public static final InnerMounts NONE = new InnerMounts(List.of());

    public InnerMounts {
        points = points.stream().sorted().distinct().toList();
    }

    /** Returns the mount that a directory is on; the destination's own is the root. */
    public FileName of(FileName directory) {
        return points.stream()
                .filter(directory::isWithin)
                .max(Comparator.comparingInt(FileName::length))
                .orElse(FileName.ROOT);
    }
}
