package dev.brigade.cli;

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
    private static final Pattern DURATION =
            Pattern.compile("(?=.)(?:([0-9]{1,5})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})s)?");
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

    /** A number of processes at a time. */
    static int processes(String text) throws RefusedException {
        long number = count("-p", text, 1);
        if (number > SyncRequest.MAX_PROCESSES) {
            throw RefusedException.usage("-p " + text + " is too high: at most " + SyncRequest.MAX_PROCESSES);
        }
        return (int) number;
    }

    /** A number of bytes, at least 1, with a 1024-based unit. */
    static long bytes(String option, String text) throws RefusedException {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw refused(option, text, "a number of bytes such as 1G, units K M G T P E Z Y");
        }
        String item = matcher.group(2);
        int shift = item.isEmpty() ? 0 : BITS * (UNITS.indexOf(item) + 1);
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
        if (bytes.signum() == 0) {
            throw refused(option, text, "at least 1 byte");
        }
        // No file system holds more than this, so a larger bucket means the same.
        return bytes.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /** A time such as {@code 5h}, {@code 90m} or {@code 1d12h}, at least a second. */
    static Duration duration(String option, String text) throws RefusedException {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw refused(option, text, "a time such as 5h, 90m or 1h30m, units d h m s");
        }
        Duration time = Duration.ofDays(part(matcher, 1))
                .plusHours(part(matcher, 2))
                .plusMinutes(part(matcher, 3))
                .plusSeconds(part(matcher, 4));
        if (time.isZero()) {
            throw refused(option, text, "at least 1s");
        }
        return time;
    }

    private static long part(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    /** KiB a second; as in rsync, a number without a unit means KiB, and 0 no limit. */
    static OptionalLong rate(String option, String text) throws RefusedException {
        if (text.matches("0+[KMGTPEZYkmgtpezy]?")) {
            return OptionalLong.empty();
        }
        if (!SIZE.matcher(text.toUpperCase(Locale.ROOT)).matches()) {
            throw refused(option, text, "a rate such as 500 (KiB a second), 20M or 1G");
        }
        boolean plain = text.matches("[0-9]+");
        return OptionalLong.of(bytes(option, plain ? text + "K" : text) >> BITS);
    }

    private static RefusedException refused(String option, String text, String wanted) {
        return RefusedException.usage(option + " " + text + " is not " + wanted);
    }
}
