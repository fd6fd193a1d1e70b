package dev.brigade.run;

import java.util.OptionalDouble;

/**
 * What was seen of a run that tells what bounds it. Shares are of all processors' time, 0 to 1; {@link Double#NaN}
 * where nobody tells.
 *
 * @param cpuBusy share that was busy
 * @param ioWait share in which processors had nothing to do but wait for a disk
 * @param remote whether a source or the destination is on a network or FUSE file system
 * @param few mean round trip of calls to an NFS server while few processes ran, milliseconds
 * @param many the same while many ran
 * @param grew whether more processes brought more to the end
 * @param limited whether {@code --bwlimit} is set
 */
public record BottleneckEvidence(
        double cpuBusy,
        double ioWait,
        boolean remote,
        OptionalDouble few,
        OptionalDouble many,
        boolean grew,
        boolean limited) {}
