package dev.brigade.state;

import dev.brigade.model.Outcome;
import java.util.Optional;

/**
 * The last finished run of the same directories. Immutable.
 *
 * @param outcome how it ended
 * @param mounts what was mounted when it began, if it kept that
 */
public record LastRun(Outcome outcome, Optional<SeenMounts> mounts) {}
