package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What all processors of the machine have spent their time on, by {@code /proc/stat}. Hundredths of a second since it
 * was started; with those of an earlier look taken away, of the time between. Immutable.
 *
 * @param busy at work, for anybody
 * @param idle without anything to do
 * @param ioWait without anything to do, while a process waited for a disk
 * @param own of what they were busy with, this process
 */
public record MachineLoad(long busy, long idle, long ioWait, long own) {
    private static final Path FILE = Path.of("/proc/stat");

    /**
     * Columns after the word cpu: user, nice, system, idle, iowait, irq, softirq, steal; what a guest had is in user
     * already.
     */
    private static final int IDLE = 4;

    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;

    /** As it is now; empty where the system does not tell. */
    public static Optional<MachineLoad> now() {
        try {
            Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            return parse(Files.readString(FILE, StandardCharsets.ISO_8859_1), own);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the text of {@code /proc/stat}; empty where it does not begin as that does.
     *
     * @param own processor time of this process so far
     */
    public static Optional<MachineLoad> parse(String text, Duration own) {
        String[] columns = text.lines().findFirst().orElse("").trim().split(" +", -1);
        if (!columns[0].equals("cpu") || columns.length <= IDLE) {
            return Optional.empty();
        }
        try {
            long all = 0;
            for (int i = 1; i <= Math.min(STEAL, columns.length - 1); i++) {
                all += Long.parseLong(columns[i]);
            }
            long idle = Long.parseLong(columns[IDLE]);
            long ioWait = columns.length > IO_WAIT ? Long.parseLong(columns[IO_WAIT]) : 0;
            return Optional.of(new MachineLoad(all - idle - ioWait, idle, ioWait, own.dividedBy(ProcStat.TICK)));
        } catch (NumberFormatException e) {
            return Optional.empty(); // A line of another kind, of a kernel to come.
        }
    }

    /**
     * What was spent since an earlier look. The kernel's count of what is idle may go back a little: never less than
     * nothing.
     */
    public MachineLoad since(MachineLoad earlier) {
        return new MachineLoad(
                Math.max(0, busy - earlier.busy),
                Math.max(0, idle - earlier.idle),
                Math.max(0, ioWait - earlier.ioWait),
                Math.max(0, own - earlier.own));
    }

    /** Share of the time that processors were busy, 0 to 1; not a number where no time has passed. */
    public double busyShare() {
        return share(busy);
    }

    /** Share of the time that this process kept processors busy, 0 to 1; not a number where no time has passed. */
    public double ownShare() {
        return share(own);
    }

    /** Share of the time in which processors waited for a disk, 0 to 1; not a number where no time has passed. */
    public double ioWaitShare() {
        return share(ioWait);
    }

    private double share(long part) {
        long all = busy + idle + ioWait;
        return all == 0 ? Double.NaN : (double) part / all;
    }
}
