package dev.brigade.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits of a run: its time, its load on the machine, and its retries.
 *
 * @param duration time after which the run ends early, as if interrupted
 * @param kibibytesPerSecond most that all rsync processes together write, KiB/s, at least 1
 * @param nice niceness added to rsync processes, 0 to 19
 * @param ionice I/O class of rsync processes: {@code idle}, {@code best-effort} or {@code best-effort:LEVEL}
 * @param retries most retries of a bucket or an entry that failed, 0 or more
 * @param stall time without progress after which the run is ended; if empty, it waits for ever
 */
public record Limits(
        Optional<Duration> duration,
        OptionalLong kibibytesPerSecond,
        OptionalInt nice,
        Optional<String> ionice,
        int retries,
        Optional<Duration> stall) {
    /** Retries if the user gives no number. */
    public static final int RETRIES = 3;

    /** No limits, with retries. */
    public static final Limits NONE = new Limits(
            Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), RETRIES, Optional.empty());

    /** No limits, without retries. */
    public static final Limits COPY_ONLY =
            new Limits(NONE.duration, NONE.kibibytesPerSecond, NONE.nice, NONE.ionice, 0, NONE.stall);

    /**
     * Returns the limits of one client among several that share the rate.
     *
     * @param clients at least 1
     */
    public Limits sharedBy(int clients) {
        return new Limits(duration, kibibytesPerSecondOf(clients), nice, ionice, retries, stall);
    }

    /**
     * Returns an even part of the rate, for clients or processes that do not know of each other, KiB/s, at least 1.
     *
     * @param parts at least 1
     */
    public OptionalLong kibibytesPerSecondOf(int parts) {
        return kibibytesPerSecond.isEmpty()
                ? kibibytesPerSecond
                : OptionalLong.of(Math.max(1, kibibytesPerSecond.getAsLong() / parts));
    }
}
