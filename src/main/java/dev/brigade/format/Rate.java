package dev.brigade.format;

import java.time.Duration;

/** A rate as users of filers judge it: in files where they are small, in bytes where they are large. Pure. */
public final class Rate {
    /** From this mean size (10 MiB) a file counts as large. */
    private static final long LARGE_MEAN_BYTES = 10L << 20;

    private Rate() {}

    /**
     * Whether files are so large that bytes tell more of the speed than their number.
     *
     * @param files how many
     * @param bytes their bytes together
     */
    public static boolean isInBytes(long files, long bytes) {
        return files > 0 && bytes / files >= LARGE_MEAN_BYTES;
    }

    /**
     * The rate at which so many files went by.
     *
     * @param files how many
     * @param bytes their bytes together
     * @param time how long it took
     */
    public static String of(long files, long bytes, Duration time) {
        return isInBytes(files, bytes)
                ? Quantities.bytes(Quantities.perSecond(bytes, time)) + "/s"
                : Quantities.count(Math.round(Quantities.perSecond(files, time))) + " files/s";
    }
}
