package dev.brigade.run;

import java.time.Duration;

/** The reaction to the end of a bucket's rsync. */
sealed interface RetryDecision {
    /** Nothing: the bucket is done, or the verifying pass repairs it. */
    record Leave() implements RetryDecision {}

    /**
     * Try again.
     *
     * @param pause time to wait before
     * @param smaller what to reduce
     */
    record Again(Duration pause, Smaller smaller) implements RetryDecision {}

    /** End the run: other buckets would fail, too. */
    record End() implements RetryDecision {}

    enum Smaller {
        NOTHING,
        /** Each process gets half as many names. */
        NAMES,
        /** brigade runs one process less at a time. */
        PROCESSES
    }
}
