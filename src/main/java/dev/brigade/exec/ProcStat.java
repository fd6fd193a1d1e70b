package dev.brigade.exec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process as {@code /proc/PID/stat} shows it.
 *
 * @param state the kernel's letter: R, S, D, T, Z …
 * @param group the process group, -1 if unknown
 * @param session the session, -1 if unknown
 * @param startTime in a unit of the system; pid and start time name one process for ever
 * @param usedByEnded CPU time of its exited descendants, as far as they were waited for, in hundredths of a second
 */
record ProcStat(long pid, char state, long parent, long group, long session, long startTime, long usedByEnded) {
    /** The unit of the kernel's times. */
    static final Duration TICK = Duration.ofMillis(10);

    /** The process chose its name, which may hold brackets, blanks and newlines: the last bracket ends it. */
    private static final Pattern LINE =
            Pattern.compile("(?s)(\\d{1,18}) \\(.*\\) (\\S) (-?\\d{1,18}) (-?\\d{1,18}) (-?\\d{1,18})(?: \\S+){9}"
                    + " (\\d{1,18}) (\\d{1,18})(?: \\S+){4} (\\d{1,18})\\s.*");

    /** A process that stays known although another one gets its number after it ended. */
    record Identity(long pid, long startTime) {
        // By hand: Java makes a record's own method when it is called first, which takes 27 ms of each start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity that && pid == that.pid && startTime == that.startTime;
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(pid) + Long.hashCode(startTime);
        }
    }

    Identity identity() {
        return new Identity(pid, startTime);
    }

    /** Whether it can still do anything: a zombie only waits for its parent. */
    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }

    /** Reads the kernel's line; empty if it is none. */
    static Optional<ProcStat> parse(byte[] line) {
        Matcher matcher = LINE.matcher(new String(line, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ProcStat(
                Long.parseLong(matcher.group(1)),
                matcher.group(2).charAt(0),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                Long.parseLong(matcher.group(5)),
                Long.parseLong(matcher.group(8)),
                Long.parseLong(matcher.group(6)) + Long.parseLong(matcher.group(7))));
    }
}
