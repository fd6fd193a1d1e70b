package dev.brigade.run;

import java.time.Duration;

/** What is to be done about a bucket whose rsync ended. */
sealed interface Reaction {
    /** Nothing more: it is done, or left to the pass that looks at everything. */
    record Leave() implements Reaction {}

    /**
     * It is tried again.
     *
     * @param pause not before so much time has passed
     * @param smaller what is made less meanwhile
     */
    record Again(Duration pause, Smaller smaller) implements Reaction {}

    /** No bucket would fare better: the run ends. */
    record End() implements Reaction {}

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
