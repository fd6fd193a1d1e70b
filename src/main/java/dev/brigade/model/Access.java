package dev.brigade.model;

import java.util.List;

/**
 * How the destination is reached.
 *
 * @param mounts paths of the destination through other mounts of the same file system, as the user wrote them
 * @param trusted whether rsync skips its check of other users' symbolic links in the destination's path
 */
public record Access(List<String> mounts, boolean trusted) {
    /** By its own path alone, with rsync's check. */
    public static final Access USUAL = new Access(List.of(), false);
}
