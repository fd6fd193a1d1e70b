package dev.brigade.model;

import java.util.List;

/**
 * How the destination is reached.
 *
 * @param mounts what the destination is in further mounts of its file system, as written
 * @param trusted whether rsync does without its guard against other users' symbolic links in the destination's path
 */
public record Access(List<String> mounts, boolean trusted) {
    /** By its own path alone, guarded. */
    public static final Access USUAL = new Access(List.of(), false);
}
