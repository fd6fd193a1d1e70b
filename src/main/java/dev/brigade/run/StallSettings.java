package dev.brigade.run;

import java.time.Duration;
import java.util.Optional;

/**
 * The reaction to a run without progress.
 *
 * @param timeout time after which the run ends, because its storage is lost; empty to wait for ever
 * @param where the storage of the run, for people, one line
 * @param stop cancelled then
 */
public record StallSettings(Optional<Duration> timeout, String where, Cancellation stop) {}
