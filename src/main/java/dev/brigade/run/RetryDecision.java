package dev.brigade.run;

import java.time.Duration;

/** What is to be done about a bucket whose rsync ended. */
sealed interface RetryDecision {
    /** Nothing more: it is done, or left to the pass that looks at everything. */
    record Leave() implements RetryDecision {}

    /**
     * It is tried again.
     *
     * @param pause not before so much time has passed
     * @param smaller what is made less meanwhile
     */
    record Again(Duration pause, Smaller smaller) implements RetryDecision {}

    /** No bucket would fare better: the run ends. */
    record End() implements RetryDecision {}

    /** What a further attempt does with less of. */
    enum Smaller {
        /** All as before. */
        NOTHING,
        /** Each process gets half of the names it had. */
        NAMES,
        /** One process less runs at a time. */
        PROCESSES
    }
}
