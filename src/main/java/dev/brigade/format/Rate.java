package dev.brigade.format;

import java.time.Duration;

/** Formats a throughput: files per second if files are small, bytes per second if they are large. Pure. */
public final class Rate {
    /** From this mean size (10 MiB) files are large. */
    private static final long LARGE_MEAN_BYTES = 10L << 20;

    private Rate() {}

    /** Returns whether the throughput of so many files with so many bytes in all is in bytes. */
    public static boolean isInBytes(long files, long bytes) {
        return files > 0 && bytes / files >= LARGE_MEAN_BYTES;
    }

    /** Returns the throughput of so many files with so many bytes in all. */
    public static String of(long files, long bytes, Duration time) {
        return isInBytes(files, bytes) ? bytes(bytes, time) : files(files, time);
    }

    /** Returns so many files in a time: {@code 1,800 files/s}. */
    public static String files(long files, Duration time) {
        return Quantities.count(Math.round(Quantities.perSecond(files, time))) + " files/s";
    }

    /** Returns so many bytes in a time: {@code 602.1 MiB/s}. */
    public static String bytes(long bytes, Duration time) {
        return Quantities.bytes(Quantities.perSecond(bytes, time)) + "/s";
    }
}
