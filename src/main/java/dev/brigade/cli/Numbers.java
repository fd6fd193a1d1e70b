package dev.brigade.cli;

import dev.brigade.model.DeleteLimit;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the numbers of options. Pure. */
final class Numbers {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,30})([KMGTPEZY]?)");
    private static final Pattern BYTES = Pattern.compile("([0-9]+) ?([KMGT])i?B(?:/s)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION =
            Pattern.compile("(?=.)([0-9]{1,5}d)?([0-9]{1,6}h)?([0-9]{1,8}m)?([0-9]{1,9}s)?");
    private static final String UNITS = "KMGTPEZY";
    private static final int BITS = 10;

    private Numbers() {}

    /** Returns a whole number that is at least {@code min}. */
    static long count(String option, String text, long min) throws RefusedException {
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < min) {
            throw refused(option, text, "a whole number, " + min + " or more");
        }
        return Long.parseLong(text);
    }

    /** Returns a whole number from {@code min} to {@code max}. */
    static int between(String option, String text, int min, int max) throws RefusedException {
        long number = count(option, text, min);
        if (number > max) {
            throw RefusedException.usage(option + " " + text + " is too high: at most " + max);
        }
        return (int) number;
    }

    /** Returns a number of entries that may be deleted, or a percentage of them. */
    static DeleteLimit deleteLimit(String option, String text) throws RefusedException {
        if (text.matches("([0-9]{1,2}|100)%")) {
            return new DeleteLimit(Long.parseLong(text.substring(0, text.length() - 1)), true);
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw refused(option, text, "a whole number, 0 or more, or a percentage from 0% to 100%");
        }
        return new DeleteLimit(Long.parseLong(text), false);
    }

    /** Returns a number of processes at a time. */
    static int processes(String text) throws RefusedException {
        return between("-p", text, 1, SyncRequest.MAX_PROCESSES);
    }

    /** Returns a number of bytes, at least 1; units are 1024-based. */
    static long bytes(String option, String text) throws RefusedException {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw refused(option, text, "a number of bytes such as 1G, units K M G T P E Z Y" + withoutUnit(text));
        }
        int shift = matcher.group(2).isEmpty() ? 0 : BITS * (UNITS.indexOf(matcher.group(2)) + 1);
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
        if (bytes.signum() == 0) {
            throw refused(option, text, "at least 1 byte");
        }
        // No file system holds more than this, so a larger bucket means the same.
        return bytes.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /** Returns a time such as {@code 5h}, {@code 90m} or {@code 1d12h}, at least a second. */
    static Duration duration(String option, String text) throws RefusedException {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw refused(option, text, "a time such as 5h, 90m or 1h30m, units d h m s");
        }
        String days = matcher.group(1) == null ? "" : matcher.group(1);
        String rest = text.substring(days.length());
        Duration time = Duration.parse("P" + days + (rest.isEmpty() ? "" : "T" + rest));
        if (time.isZero()) {
            throw refused(option, text, "at least 1s");
        }
        return time;
    }

    /** Returns KiB a second. As in rsync, a number without a unit means KiB, and 0 means no limit. */
    static OptionalLong rate(String option, String text) throws RefusedException {
        if (text.matches("0+[KMGTPEZYkmgtpezy]?")) {
            return OptionalLong.empty();
        }
        if (!SIZE.matcher(text.toUpperCase(Locale.ROOT)).matches()) {
            throw refused(option, text, "a rate such as 500 (KiB a second), 20M or 1G" + withoutUnit(text));
        }
        return OptionalLong.of(bytes(option, text.matches("[0-9]+") ? text + "K" : text) >> BITS);
    }

    /** Returns what is meant by {@code 10MB}, {@code 10 MiB} or {@code 10MB/s}. */
    private static String withoutUnit(String text) {
        Matcher bytes = BYTES.matcher(text);
        return bytes.matches()
                ? ". Write " + bytes.group(1) + bytes.group(2) + ", which means " + bytes.group(2) + "iB"
                : "";
    }

    private static RefusedException refused(String option, String text, String wanted) {
        return RefusedException.usage(option + " " + text + " is not " + wanted);
    }
}
