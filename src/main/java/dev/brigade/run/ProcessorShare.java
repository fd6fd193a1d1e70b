package dev.brigade.run;

import dev.brigade.exec.MachineLoad;
import java.util.function.LongSupplier;

/**
 * Measures how busy rsync processes keep the processors. What brigade and other programs use does not grow with the
 * number of rsync processes, so it is left out. Not thread-safe.
 */
final class ProcessorShare {
    /** Below this, processors have time for more processes. */
    private static final double QUIET = 0.5;
    /** Looking at 450 processes takes 10 ms (measured): the result is kept so many times as long. */
    private static final long PAUSE = 20;
    /**
     * rsync and the processes that serve it, such as a FUSE file system, use at most so many times as much (2.5
     * measured).
     */
    private static final int SERVED = 4;

    private final int cores;
    private final LongSupplier used;
    private final LongSupplier nanoTime;
    private long next;
    private long lastTime;
    private long lastUsed;
    /**
     * CPU share of rsync between the last looks. The greater counts, because a look may miss a process that just ends.
     */
    private double earlier = 1;

    private double latest = 1;

    /** Assumes that rsync uses all until the first measurement. */
    ProcessorShare(int cores, LongSupplier used, LongSupplier nanoTime) {
        this.cores = cores;
        this.used = used;
        this.nanoTime = nanoTime;
    }

    void begin() {
        lastTime = nanoTime.getAsLong();
        lastUsed = used.getAsLong();
        long after = nanoTime.getAsLong();
        next = after + PAUSE * (after - lastTime);
    }

    /** Returns the share of the processors' time that this process leaves, 0 to 1; {@link Double#NaN} if unknown. */
    double share(MachineLoad spent) {
        double others = Math.max(0.1, 1 - spent.ownShare());
        double busy = Math.min(1, (spent.busyShare() - spent.ownShare()) / others);
        if (!(busy >= QUIET)) {
            return busy;
        }
        if (nanoTime.getAsLong() - next >= 0) {
            long time = lastTime;
            long before = lastUsed;
            begin();
            earlier = latest;
            latest = (double) (lastUsed - before) / (lastTime - time) / cores;
        }
        return Math.min(busy, SERVED * Math.max(earlier, latest) / others);
    }
}
