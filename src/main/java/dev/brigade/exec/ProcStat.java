package dev.brigade.exec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * One process as {@code /proc/PID/stat} shows it.
 *
 * @param state the kernel's letter: R, S, D, T, Z …
 * @param group the process group, -1 if unknown
 * @param session the session, -1 if unknown
 * @param startTime when it started, in a unit of the system; with the pid it names one process for ever
 * @param usedByEnded processor time that its children which ended used, and theirs, as far as each was waited for;
 *     hundredths of a second
 */
record ProcStat(long pid, char state, long parent, long group, long session, long startTime, long usedByEnded) {
    /** A hundredth of a second, what the kernel counts in whatever it ticks in itself. */
    static final Duration TICK = Duration.ofMillis(10);

    /** Fields 16 and 17, counted from field 3: user and system time of the children that ended. */
    private static final int USED_BY_ENDED = 13;

    /** Fields 3 to 22: state, parent, group, session, … start time. */
    private static final int FIELDS = 20;

    /** A process that can be named again, although its number is given to others after it ended. */
    record Identity(long pid, long startTime) {}

    Identity identity() {
        return new Identity(pid, startTime);
    }

    /** Whether it can still do anything: a zombie only waits to be noticed, and nobody may be there to notice it. */
    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }

    /** Reads the kernel's line; empty if it is none. The process chose its name: brackets, blanks, newlines, digits. */
    static Optional<ProcStat> parse(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int name = text.indexOf(" (");
        int end = text.lastIndexOf(") ");
        if (name < 0 || end < name) {
            return Optional.empty();
        }
        String[] fields = text.substring(end + 2).split(" ", FIELDS + 1);
        if (fields.length < FIELDS || fields[0].length() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcStat(
                    Long.parseLong(text.substring(0, name)),
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[FIELDS - 1].trim()),
                    Long.parseLong(fields[USED_BY_ENDED]) + Long.parseLong(fields[USED_BY_ENDED + 1])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
