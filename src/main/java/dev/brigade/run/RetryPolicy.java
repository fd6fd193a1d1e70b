package dev.brigade.run;

import dev.brigade.rsync.ExitStatus;
import dev.brigade.run.RetryDecision.Smaller;
import java.time.Duration;

/**
 * Decides what to do when an rsync ended; each case is a row of the table in {@code docs/exit-codes.md}. Pure.
 *
 * @param retries number of retries of a bucket or of entries, 0 or more
 * @param pause time before the first retry; it doubles each time, up to half a minute
 */
public record RetryPolicy(int retries, Duration pause) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** The pauses stop growing long before. */
    private static final int MOST_DOUBLINGS = 20;

    /**
     * Decides what to do after an attempt.
     *
     * @param mayPass whether an error of a file may be temporary
     * @param attempt number of the attempt, from 1
     */
    RetryDecision after(ExitStatus status, boolean mayPass, int attempt) {
        return switch (status) {
            case SUCCESS, PARTIAL, VANISHED, MAX_DELETE, BROKEN -> new RetryDecision.Leave();
            case REFUSED, MISSING -> new RetryDecision.End();
            case PASSING -> again(attempt, retries, Smaller.NOTHING);
            // The rest of the bucket deserves one more chance; a bad disk would only be asked again and again.
            case FILE_ERROR -> again(attempt, mayPass ? Math.min(1, retries) : 0, Smaller.NOTHING);
            // Once for each bucket, so that one that always fails so does not slow down all others.
            case NO_PROCESS -> again(attempt, retries, attempt == 1 ? Smaller.PROCESSES : Smaller.NOTHING);
            case NO_MEMORY -> again(attempt, retries, Smaller.NAMES);
        };
    }

    private RetryDecision again(int attempt, int most, Smaller smaller) {
        return attempt > most ? new RetryDecision.Leave() : new RetryDecision.Again(pauseAfter(attempt), smaller);
    }

    /** Returns the pause after an attempt, numbered from 1. */
    public Duration pauseAfter(int attempt) {
        Duration doubled = pause.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
