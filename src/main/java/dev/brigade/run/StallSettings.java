package dev.brigade.run;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens if a run makes no progress.
 *
 * @param timeout time after which the run ends, because its storage is lost; empty to wait for ever
 * @param where the run's storage, for the user, one line
 * @param stop cancelled then
 */
public record StallSettings(Optional<Duration> timeout, String where, Cancellation stop) {}
