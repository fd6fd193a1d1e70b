package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * CPU time of all processors of the machine, in hundredths of a second: since it started, or between two looks.
 * Immutable.
 *
 * @param busy time with work, for anybody
 * @param idle time without work
 * @param ioWait time without work while a process waited for a disk
 * @param own the part of the busy time that this process used
 */
public record MachineLoad(long busy, long idle, long ioWait, long own) {
    private static final Path FILE = Path.of("/proc/stat");

    /** Columns after the word cpu: user, nice, system, idle, iowait, irq, softirq, steal; user includes guests. */
    private static final int COLUMNS = 8;

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;

    /** Returns the time since the machine started; empty if the system does not tell it. */
    public static Optional<MachineLoad> now() {
        try {
            Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1), own);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads the text of {@code /proc/stat}; empty if that begins in another way. */
    static Optional<MachineLoad> parse(String text, Duration own) {
        String[] columns = text.lines().findFirst().orElse("").split(" +", -1);
        if (!columns[0].equals("cpu") || columns.length <= COLUMNS) {
            return Optional.empty();
        }
        try {
            long[] times = Arrays.stream(columns, 1, 1 + COLUMNS)
                    .mapToLong(Long::parseLong)
                    .toArray();
            long busy = Arrays.stream(times).sum() - times[IDLE] - times[IO_WAIT];
            return Optional.of(new MachineLoad(busy, times[IDLE], times[IO_WAIT], own.dividedBy(ProcStat.TICK)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the time since an earlier look, at least 0: the kernel's idle time may go back a little. */
    public MachineLoad since(MachineLoad earlier) {
        return new MachineLoad(
                Math.max(0, busy - earlier.busy),
                Math.max(0, idle - earlier.idle),
                Math.max(0, ioWait - earlier.ioWait),
                Math.max(0, own - earlier.own));
    }

    /** Returns the busy share of the time, 0 to 1, or NaN if no time has passed. */
    public double busyShare() {
        return share(busy);
    }

    /** Returns the share of the time that this process used, 0 to 1, or NaN if no time has passed. */
    public double ownShare() {
        return share(own);
    }

    /** Returns the share of the time that processors waited for a disk, 0 to 1, or NaN if no time has passed. */
    public double ioWaitShare() {
        return share(ioWait);
    }

    private double share(long part) {
        return (double) part / (busy + idle + ioWait); // 0.0 / 0 is NaN
    }
}
