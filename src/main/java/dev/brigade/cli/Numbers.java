package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.SyncRequest;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers of options. Pure. */
final class Numbers {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,30})([KMGTPEZY]?)");
    private static final String UNITS = "KMGTPEZY";
    private static final int BITS = 10;

    private Numbers() {}

    /** A whole number that is at least so large. */
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
            throw new RefusedException(
                    Fault.USAGE, "-p " + text + " is too many: at most " + SyncRequest.MAX_PROCESSES);
        }
        return (int) number;
    }

    /** A number of bytes, at least 1, with a 1024-based unit. */
    static long bytes(String option, String text) throws RefusedException {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw refused(option, text, "a number of bytes such as 1G, units K M G T P E Z Y");
        }
        String unit = matcher.group(2);
        int shift = unit.isEmpty() ? 0 : BITS * (UNITS.indexOf(unit) + 1);
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
        if (bytes.signum() == 0) {
            throw refused(option, text, "at least 1 byte");
        }
        // No file system holds more than this, so a larger bucket means the same.
        return bytes.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    private static RefusedException refused(String option, String text, String wanted) {
        return new RefusedException(Fault.USAGE, option + " " + text + " is not " + wanted);
    }
}
