package dev.brigade.run;

import dev.brigade.model.Bottleneck;
import java.util.OptionalDouble;

/**
 * Tells what bounds a run. Pure. The first line that fits counts:
 *
 * <table>
 * <caption>What is seen, and what it means</caption>
 * <tr><th>seen</th><th>bound by</th></tr>
 * <tr><td>processors at least 85 % busy</td><td>{@link Bottleneck#CPU}</td></tr>
 * <tr><td>{@code --bwlimit} is set</td><td>{@link Bottleneck#BANDWIDTH}</td></tr>
 * <tr><td>remote; more processes brought more to the end</td><td>{@link Bottleneck#LATENCY}</td></tr>
 * <tr><td>remote; they did not, and round trips became longer by half or are not known</td><td>{@link Bottleneck#SERVER}</td></tr>
 * <tr><td>remote; they did not, and round trips stayed as they were</td><td>{@link Bottleneck#LATENCY}, of what the client does one after the other</td></tr>
 * <tr><td>local; processors waited for a disk at least 10 % of the time</td><td>{@link Bottleneck#DISK}</td></tr>
 * <tr><td>anything else</td><td>{@link Bottleneck#UNKNOWN}</td></tr>
 * </table>
 */
final class BottleneckDetector {
    private static final double BUSY = 0.85;
    private static final double WAITING = 0.1;
    private static final double LONGER = 1.5;

    private BottleneckDetector() {}

    /**
     * Measurements of a run. Shares are of all processors' time, 0 to 1; {@link Double#NaN} if unknown.
     *
     * @param cpuBusy share that was used
     * @param ioWait share in which processors only waited for a disk
     * @param remote whether a source or the destination is on a network or FUSE file system
     * @param few mean round trip of calls to an NFS server while few processes ran, milliseconds
     * @param many the same while many ran
     * @param grew whether throughput grew with every step to more processes
     * @param limited whether {@code --bwlimit} is set
     */
    record Evidence(
            double cpuBusy,
            double ioWait,
            boolean remote,
            OptionalDouble few,
            OptionalDouble many,
            boolean grew,
            boolean limited) {}

    static Bottleneck of(Evidence seen) {
        if (seen.cpuBusy() >= BUSY) {
            return Bottleneck.CPU;
        }
        if (seen.limited()) {
            return Bottleneck.BANDWIDTH;
        }
        if (seen.remote()) {
            return seen.grew() || !mayBeFull(seen) ? Bottleneck.LATENCY : Bottleneck.SERVER;
        }
        return seen.ioWait() >= WAITING ? Bottleneck.DISK : Bottleneck.UNKNOWN;
    }

    /** In a server at its limit, calls wait for each other. */
    private static boolean mayBeFull(Evidence seen) {
        return seen.few().isEmpty()
                || seen.many().isEmpty()
                || seen.many().getAsDouble() >= LONGER * seen.few().getAsDouble();
    }
}
