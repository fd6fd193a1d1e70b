package dev.brigade.run;

import dev.brigade.exec.MachineLoad;
import java.util.function.LongSupplier;

/**
 * How busy processors are with what a pass may be the reason for: where others keep them busy, more processes that wait
 * for a storage bring more all the same. Not thread-safe.
 */
final class ProcessorShare {
    /** Below this there is time for more processes, whoever keeps them busy. */
    private static final double QUIET = 0.5;

    /**
     * So many times as long as the last look at each process took, none is taken: with 450 processes 10 ms (measured).
     */
    private static final long PAUSE = 20;

    /**
     * Processes, and what serves them, as a file system that is a process itself, take at most so many times what the
     * processes take (2.5 measured, with FUSE).
     */
    private static final int SERVED = 4;

    private final int cores;
    private final LongSupplier used;
    private final LongSupplier nanoTime;
    private long next;
    private long lastTime;
    private long lastUsed;
    /**
     * What processes took until the look before the last, and until the last; a look at one that is just ending may
     * miss what it took.
     */
    private double earlier = 1;

    private double latest = 1;

    /**
     * Knows nothing yet, and takes all for the pass's.
     *
     * @param cores processors of this machine, at least 1
     * @param used CPU time of the pass's processes so far, nanoseconds
     * @param nanoTime a clock that only goes forward, nanoseconds
     */
    ProcessorShare(int cores, LongSupplier used, LongSupplier nanoTime) {
        this.cores = cores;
        this.used = used;
        this.nanoTime = nanoTime;
    }

    /** The first processes run. */
    void begin() {
        look();
    }

    /**
     * Share of all processors' time, 0 to 1; not a number where nobody tells.
     *
     * @param spent what processors did lately
     */
    double share(MachineLoad spent) {
        double busy = spent.busyShare();
        if (!(busy >= QUIET)) {
            return busy;
        }
        if (nanoTime.getAsLong() - next >= 0) {
            long time = lastTime;
            long before = lastUsed;
            look();
            earlier = latest;
            latest = (double) (lastUsed - before) / (lastTime - time) / cores;
        }
        return Math.min(busy, spent.ownShare() + SERVED * Math.max(earlier, latest));
    }

    private void look() {
        lastTime = nanoTime.getAsLong();
        lastUsed = used.getAsLong();
        long after = nanoTime.getAsLong();
        next = after + PAUSE * (after - lastTime);
    }
}
