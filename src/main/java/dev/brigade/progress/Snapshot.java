package dev.brigade.progress;

import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import java.util.Optional;

/**
 * How far a stage is.
 *
 * @param pass the pass that runs, empty while the source is crawled
 * @param entries entries done
 * @param bytes bytes done
 * @param before entries and bytes that were done before the stage began, included in those
 * @param totals what there is to do; nothing known while crawling
 * @param elapsedNanos nanoseconds since the stage began
 * @param busy rsync processes that run
 */
public record Snapshot(
        Optional<Pass> pass, long entries, long bytes, Totals before, Totals totals, long elapsedNanos, long busy) {}
