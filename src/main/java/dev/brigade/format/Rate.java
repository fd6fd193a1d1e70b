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
        return isInBytes(files, bytes)
                ? Quantities.bytes(Quantities.perSecond(bytes, time)) + "/s"
                : Quantities.count(Math.round(Quantities.perSecond(files, time))) + " files/s";
    }
}
