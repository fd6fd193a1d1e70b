package dev.brigade.format;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them; always with a decimal point, whatever the locale. Pure. */
public final class Quantities {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String LETTERS = "BKMGTPEZY";
    private static final int KIBI = 1024;
    private static final int KIBI_BITS = 10;
    /** From here a number would be shown as 1024 of its unit. */
    private static final double NEARLY_KIBI = 1023.5;
    /** Half of the last digit shown below a minute. */
    private static final int ROUNDING_MILLIS = 50;

    private Quantities() {}

    /** A count with commas: {@code 33,491}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count and its noun: {@code 2 entries}. */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** Bytes with a 1024-based unit: {@code 602.1 MiB}. */
    public static String bytes(double bytes) {
        double value = bytes;
        int item = 0;
        while (value >= NEARLY_KIBI && item < UNITS.length - 1) {
            value /= KIBI;
            item++;
        }
        return item == 0
                ? String.format(Locale.ROOT, "%.0f B", value)
                : String.format(Locale.ROOT, "%.1f %s", value, UNITS[item]);
    }

    /** Bytes with a 1024-based unit: {@code 602.1 MiB}. */
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** Bytes that are a whole number of a 1024-based unit: {@code 16 KiB}. */
    public static String whole(long bytes) {
        int item = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / KIBI_BITS, UNITS.length - 1);
        return (bytes >> (item * KIBI_BITS)) + " " + UNITS[item];
    }

    /** Bytes with a 1024-based unit of one letter, as msrsync writes them: {@code 602.1 M}. */
    public static String letters(double bytes) {
        double value = bytes;
        int item = 0;
        while (value >= KIBI && item < LETTERS.length() - 1) {
            value /= KIBI;
            item++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, LETTERS.charAt(item));
    }

    /** A time: {@code 0.34 s}, {@code 12.5 s}, {@code 3m05s}, {@code 2h07m}, {@code 3d04h}. */
    public static String time(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 9.995) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration rounded = time.plusMillis(ROUNDING_MILLIS);
        if (rounded.toHours() < 1) {
            return String.format(Locale.ROOT, "%dm%02ds", rounded.toMinutes(), rounded.toSecondsPart());
        }
        if (rounded.toDays() < 1) {
            return String.format(Locale.ROOT, "%dh%02dm", rounded.toHours(), rounded.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%dd%02dh", rounded.toDays(), rounded.toHoursPart());
    }

    /** What one second brought: {@code 0} where no time went by. */
    public static double perSecond(long amount, Duration time) {
        return time.isZero() ? 0 : amount * 1e9 / time.toNanos();
    }
}
