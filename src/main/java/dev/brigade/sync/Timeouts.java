package dev.brigade.sync;

import java.time.Duration;

/**
 * How long a run waits for what it cannot hasten.
 *
 * @param answer how long rsync may take to answer what preflight asks it
 * @param pause before what failed is tried again for the first time; each further pause is twice as long
 * @param end how long a run whose storage is lost may take to end; then what hangs is left behind
 * @param crawl how long a crawl may take before what it has found by then begins to be copied
 */
public record Timeouts(Duration answer, Duration pause, Duration end, Duration crawl) {
    /** What users get. */
    public static final Timeouts USUAL =
            new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
