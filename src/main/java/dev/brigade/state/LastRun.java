package dev.brigade.state;

import dev.brigade.model.Outcome;

/**
 * The last finished run of the same directories, but for dry runs. Immutable.
 *
 * @param outcome how it ended
 * @param mounts what was mounted when it began
 */
public record LastRun(Outcome outcome, SeenMounts mounts) {}
