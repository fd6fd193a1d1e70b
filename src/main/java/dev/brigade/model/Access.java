package dev.brigade.model;

import java.util.List;

/**
 * How the sources and the destination are reached, and by what.
 *
 * @param mounts paths of the destination through other mounts of the same file system, as the user wrote them
 * @param trusted whether rsync skips its check of other users' symbolic links in the destination's path
 * @param required paths that must be mount points, as the user wrote them
 * @param engine what copies files in phase 1
 */
public record Access(List<String> mounts, boolean trusted, List<String> required, Engine engine) {
    /** By its own path alone, with rsync's check. */
    public static final Access USUAL = new Access(List.of(), false, List.of(), Engine.RSYNC);
}
