package dev.brigade.run;

import dev.brigade.posix.Posix;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Keeps a writer at its share of the write rate, since its first byte. Not thread-safe. */
final class WritePace {
    private static final long KIBI = 1024;
    private static final int LEAST = 4096;
    private static final int A_SECOND = 8;

    private final OptionalLong kibibytesPerSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private final long start;
    private long bytes;

    /** Begins to count; without a rate it never waits. */
    WritePace(OptionalLong kibibytesPerSecond, LongSupplier nanoTime) {
        this(kibibytesPerSecond, nanoTime, LockSupport::parkNanos);
    }

    WritePace(OptionalLong kibibytesPerSecond, LongSupplier nanoTime, LongConsumer sleep) {
        this.kibibytesPerSecond = kibibytesPerSecond;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.start = nanoTime.getAsLong();
    }

    /** Returns how many bytes to write at a time, so that no wait looks like a stall. */
    int step() {
        long eighth = kibibytesPerSecond.orElse(Integer.MAX_VALUE) * KIBI / A_SECOND;
        return (int) Math.max(LEAST, Math.min(Posix.BLOCK, eighth));
    }

    /** Waits until so many more bytes may have been written. */
    void wrote(int more) {
        bytes += more;
        if (kibibytesPerSecond.isPresent()) {
            double seconds = (double) bytes / (kibibytesPerSecond.getAsLong() * KIBI);
            long due = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
            for (long pause = due - nanoTime.getAsLong(); pause > 0; pause = due - nanoTime.getAsLong()) {
                sleep.accept(pause);
            }
        }
    }
}
