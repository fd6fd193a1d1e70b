package dev.brigade.sync;

import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures one phase of a run: its time, and what NFS servers were asked meanwhile. Not thread-safe. */
final class PhaseClock {
    private final LongSupplier nanoTime;
    private final MountCounters mounts;
    private final long start;

    /** Starts the phase. */
    PhaseClock(RunContext run) {
        this.nanoTime = run.tools.nanoTime();
        this.mounts = run.mounts;
        mounts.begin();
        this.start = nanoTime.getAsLong();
    }

    /** Returns how long the phase has lasted. */
    Duration time() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /**
     * Ends the phase.
     *
     * @param crawled what it looked at
     * @param before what of it an earlier part of the run had done
     * @param crawlTime how long its crawl took
     */
    Phase end(CrawlResult crawled, Totals before, PassFindings found, Duration crawlTime) {
        return new Phase(
                crawled.totals(),
                before,
                time(),
                crawlTime,
                found.buckets,
                found.processes.intValue(),
                found.failedProcesses.intValue(),
                found.retries.intValue(),
                Duration.ofNanos(found.processNanos.sum()),
                found.transferred.sum(),
                found.transferredBytes.sum(),
                found.created.sum(),
                mounts.used());
    }
}
