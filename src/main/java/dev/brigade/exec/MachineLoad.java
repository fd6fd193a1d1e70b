package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * CPU time of all processors of the machine, in hundredths of a second: since it started, or between two looks.
 * Immutable.
 *
 * @param busy time with work, for anybody
 * @param idle time without work
 * @param ioWait time without work while a process waited for a disk
 */
public record MachineLoad(long busy, long idle, long ioWait) {
    private static final Path FILE = Path.of("/proc/stat");

    /** Columns after the word cpu: user, nice, system, idle, iowait, irq, softirq, steal; user includes guests. */
    private static final int COLUMNS = 8;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;

    /** The system does not tell it; all shares are NaN. */
    static final MachineLoad UNKNOWN = new MachineLoad(0, 0, 0);

    /** Returns the time since the machine started. */
    public static MachineLoad now() {
        try {
            return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Reads the text of {@code /proc/stat}; unknown if that begins in another way. */
    static MachineLoad parse(String text) {
        String[] columns = text.lines().findFirst().orElse("").split(" +", -1);
        if (!columns[0].equals("cpu") || columns.length <= COLUMNS) {
            return UNKNOWN;
        }
        try {
            long[] times = Arrays.stream(columns, 1, 1 + COLUMNS)
                    .mapToLong(Long::parseLong)
                    .toArray();
            long busy = Arrays.stream(times).sum() - times[IDLE] - times[IO_WAIT];
            return new MachineLoad(busy, times[IDLE], times[IO_WAIT]);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** Returns the time since an earlier look, at least 0: the kernel's idle time may go back a little. */
    public MachineLoad since(MachineLoad earlier) {
        return new MachineLoad(
                Math.max(0, busy - earlier.busy),
                Math.max(0, idle - earlier.idle),
                Math.max(0, ioWait - earlier.ioWait));
    }

    /** Returns the busy share of the time, 0 to 1, or NaN if no time has passed. */
    public double busyShare() {
        return share(busy);
    }

    /** Returns the share of the time that processors waited for a disk, 0 to 1, or NaN if no time has passed. */
    public double ioWaitShare() {
        return share(ioWait);
    }

    private double share(long part) {
        return (double) part / (busy + idle + ioWait); // 0.0 / 0 is NaN
    }
}
