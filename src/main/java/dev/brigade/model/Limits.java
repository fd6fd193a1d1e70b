package dev.brigade.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much of time and machine a run may take, and how long it goes on where something fails.
 *
 * @param duration after which it ends early, as if interrupted
 * @param kibibytesPerSecond what all rsync processes together may write, KiB a second, at least 1
 * @param nice what is added to the niceness of rsync processes, 0 to 19
 * @param ionice class of their input and output: {@code idle}, {@code best-effort} or {@code best-effort:LEVEL}
 * @param retries how often a bucket or an entry that failed is tried again at most, 0 or more
 * @param stall after which a run in which nothing moves is ended; without one it waits for ever
 */
public record Limits(
        Optional<Duration> duration,
        OptionalLong kibibytesPerSecond,
        OptionalInt nice,
        Optional<String> ionice,
        int retries,
        Optional<Duration> stall) {
    /** What fails is tried again so often, unless the user says otherwise. */
    public static final int RETRIES = 3;

    /** All that there is. */
    public static final Limits NONE = new Limits(
            Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), RETRIES, Optional.empty());

    /** All that there is, but each thing is done once. */
    public static final Limits COPY_ONLY =
            new Limits(NONE.duration, NONE.kibibytesPerSecond, NONE.nice, NONE.ionice, 0, NONE.stall);

    /**
     * What one process may write, so that all together keep the limit; what one leaves unused is lost.
     *
     * @param processes at a time, at least 1
     */
    public OptionalLong kibibytesPerSecondOf(int processes) {
        return kibibytesPerSecond.isEmpty()
                ? kibibytesPerSecond
                : OptionalLong.of(Math.max(1, kibibytesPerSecond.getAsLong() / processes));
    }
}
