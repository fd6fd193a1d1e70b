package dev.brigade.run;

import dev.brigade.exec.MachineLoad;
import dev.brigade.model.Bottleneck;

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
     * Returns the first line that fits.
     *
     * @param load of the machine during the pass
     * @param remote whether a source or the destination is on a network or FUSE file system
     * @param limited whether {@code --bwlimit} is set
     * @param grew whether throughput grew with every step to more processes
     * @param stretch round trips to an NFS server while most processes ran, over those while fewest ran;
     *     {@link Double#NaN} if unknown
     */
    static Bottleneck of(MachineLoad load, boolean remote, boolean limited, boolean grew, double stretch) {
        if (load.busyShare() >= BUSY) {
            return Bottleneck.CPU;
        }
        if (limited) {
            return Bottleneck.BANDWIDTH;
        }
        if (remote) {
            return grew || stretch < LONGER ? Bottleneck.LATENCY : Bottleneck.SERVER;
        }
        return load.ioWaitShare() >= WAITING ? Bottleneck.DISK : Bottleneck.UNKNOWN;
    }
}
