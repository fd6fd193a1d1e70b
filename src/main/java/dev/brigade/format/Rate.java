package dev.brigade.format;

import java.time.Duration;

/** Formats a throughput. Pure. */
public final class Rate {
    private Rate() {}

    /** Returns so many files in a time: {@code 1,800 files/s}. */
    public static String files(long files, Duration time) {
        return Quantities.count(Math.round(Quantities.perSecond(files, time))) + " files/s";
    }

    /** Returns so many bytes in a time: {@code 602.1 MiB/s}. */
    public static String bytes(long bytes, Duration time) {
        return Quantities.bytes(Quantities.perSecond(bytes, time)) + "/s";
    }
}
