package dev.brigade.run;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of a run in which nothing moves.
 *
 * @param timeout after which it ends, its storage taken for lost; without one it waits for ever
 * @param where the storage that it works on, for the user, one line
 * @param stop asked then
 */
public record StallSettings(Optional<Duration> timeout, String where, Cancellation stop) {}
