package dev.brigade.sync;

import dev.brigade.model.Phase;
import java.time.Duration;

/** Measures one phase of a run: its time, and the calls to NFS servers meanwhile. Not thread-safe. */
final class PhaseClock {
    private final RunContext run;
    private final long start;

    /** Starts the phase. */
    PhaseClock(RunContext run) {
        this.run = run;
        run.mounts.begin();
        this.start = run.tools.nanoTime().getAsLong();
    }

    /** Returns how long the phase has lasted. */
    Duration time() {
        return Duration.ofNanos(run.tools.nanoTime().getAsLong() - start);
    }

    /** Ends the phase. */
    Phase end(CrawlResult crawled, PassFindings found, Duration crawlTime) {
        return new Phase(
                crawled.totals(),
                found.before,
                time(),
                crawlTime,
                found.buckets,
                found.processes.intValue(),
                found.failedProcesses.intValue(),
                found.retries.intValue(),
                Duration.ofNanos(found.processNanos.sum()),
                found.written(),
                run.mounts.used());
    }
}
