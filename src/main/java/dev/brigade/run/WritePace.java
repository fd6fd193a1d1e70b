package dev.brigade.run;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Keeps a writer at its share of the write rate, since its first byte. Not thread-safe. */
final class WritePace {
    private static final long KIBI = 1024;

    private final OptionalLong kibibytesPerSecond;
    private final LongSupplier nanoTime;
    private final long start;
    private long bytes;

    /** Begins to count; without a rate it never waits. */
    WritePace(OptionalLong kibibytesPerSecond, LongSupplier nanoTime) {
        this.kibibytesPerSecond = kibibytesPerSecond;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Waits until so many more bytes may have been written. */
    void wrote(int more) {
        bytes += more;
        if (kibibytesPerSecond.isPresent()) {
            double seconds = (double) bytes / (kibibytesPerSecond.getAsLong() * KIBI);
            long due = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
            for (long pause = due - nanoTime.getAsLong(); pause > 0; pause = due - nanoTime.getAsLong()) {
                LockSupport.parkNanos(pause);
            }
        }
    }
}
