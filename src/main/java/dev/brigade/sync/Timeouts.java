package dev.brigade.sync;

import java.time.Duration;

/**
 * How long a run waits for others.
 *
 * @param answer for rsync's answer in preflight
 * @param pause before the first retry; each further pause is twice as long
 * @param end for the end of a run whose storage is lost; then the run leaves behind what hangs
 * @param crawl for the end of a crawl before brigade copies what the crawl has found by then
 */
public record Timeouts(Duration answer, Duration pause, Duration end, Duration crawl) {
    /** What users get. */
    public static final Timeouts USUAL =
            new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
