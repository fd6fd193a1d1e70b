package dev.brigade.format;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for people, in every locale with a decimal point. Pure. */
public final class Quantities {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String LETTERS = "BKMGTPEZY";
    private static final int KIBI = 1024;
    private static final int KIBI_BITS = 10;
    /** A larger number would be shown as 1024 of its unit. */
    private static final double NEARLY_KIBI = 1023.5;

    private static final String COUNTS = " KMGTPE";
    private static final int KILO = 1000;
    /** A larger number would be shown as 1000 of its unit. */
    private static final double NEARLY_KILO = 999.5;
    /** Counts up to here are short enough. */
    private static final long SHORT = 100_000;

    /** Half of the last digit shown below a minute. */
    private static final int ROUNDING_MILLIS = 50;

    private Quantities() {}

    /** Returns a count with commas: {@code 33,491}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a count and its noun: {@code 2 entries}. */
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** Returns a number of files and their size: {@code 2 files, 602.1 MiB}. */
    public static String files(long files, long bytes) {
        return count(files, "file", "files") + ", " + bytes(bytes);
    }

    /** Returns bytes with a 1024-based unit: {@code 602.1 MiB}. */
    public static String bytes(double bytes) {
        int unit = unit(bytes);
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", bytes / Math.pow(KIBI, unit), UNITS[unit]);
    }

    /** Returns bytes with a 1024-based unit: {@code 602.1 MiB}. */
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** Returns a count of at most six characters: {@code 33,491}, {@code 127K}, {@code 5.2M}, {@code 12.6M}. */
    public static String shortCount(long number) {
        if (number < SHORT) {
            return count(number);
        }
        double value = number;
        int unit = 0;
        while (value >= NEARLY_KILO && unit < COUNTS.length() - 1) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f%s" : "%.0f%s", value, COUNTS.charAt(unit));
    }

    /** Returns bytes with three digits and a 1024-based unit: {@code 602 MiB}. */
    public static String shortBytes(double bytes) {
        int unit = unit(bytes);
        return inUnit(bytes, unit) + " " + UNITS[unit];
    }

    /** Returns bytes with three digits and a 1024-based unit: {@code 602 MiB}. */
    public static String shortBytes(long bytes) {
        return shortBytes((double) bytes);
    }

    /** Returns a part of bytes and all of them, in one unit: {@code 1.84/4.49 TiB}. */
    public static String shortBytes(long part, long all) {
        int unit = unit((double) all);
        return inUnit((double) part, unit) + "/" + inUnit((double) all, unit) + " " + UNITS[unit];
    }

    private static int unit(double bytes) {
        int unit = 0;
        for (double value = bytes; value >= NEARLY_KIBI && unit < UNITS.length - 1; value /= KIBI) {
            unit++;
        }
        return unit;
    }

    private static String inUnit(double bytes, int unit) {
        return unit == 0 ? String.format(Locale.ROOT, "%.0f", bytes) : threeDigits(bytes / Math.pow(KIBI, unit));
    }

    private static String threeDigits(double value) {
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }

    /** Returns bytes that are a whole number of a 1024-based unit: {@code 16 KiB}. */
    public static String whole(long bytes) {
        int item = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / KIBI_BITS, UNITS.length - 1);
        return (bytes >> (item * KIBI_BITS)) + " " + UNITS[item];
    }

    /** Returns bytes with a unit of one letter, as msrsync writes them: {@code 602.1 M}. */
    public static String letters(double bytes) {
        double value = bytes;
        int item = 0;
        while (value >= KIBI && item < LETTERS.length() - 1) {
            value /= KIBI;
            item++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, LETTERS.charAt(item));
    }

    /** Returns a time: {@code 0.34 s}, {@code 12.5 s}, {@code 3m05s}, {@code 2h07m}, {@code 3d04h}. */
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

    /** Returns an amount per second; 0 if the time is 0. */
    public static double perSecond(long amount, Duration time) {
        return time.isZero() ? 0 : amount * 1e9 / time.toNanos();
    }
}
