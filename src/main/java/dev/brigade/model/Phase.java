package dev.brigade.model;

import java.time.Duration;
import java.util.List;

/**
 * The result of one phase.
 *
 * @param looked entries of the source when the phase began
 * @param before entries and bytes that an earlier part of the run had done
 * @param time how long it took, with its crawl
 * @param crawlTime how long its crawl took
 * @param buckets buckets of its main pass, or work items if the run chooses the size of buckets
 * @param processes rsync processes it ran
 * @param failedProcesses how many of them ended with an error
 * @param retries how often a bucket was retried
 * @param processTime running time of all processes, added up
 * @param written what it wrote
 * @param mounts NFS mounts of sources and destination, each once
 */
public record Phase(
        Totals looked,
        Totals before,
        Duration time,
        Duration crawlTime,
        int buckets,
        int processes,
        int failedProcesses,
        int retries,
        Duration processTime,
        Written written,
        List<MountUse> mounts) {
    /** Nothing at all. */
    public static final Phase NOTHING = new Phase(
            Totals.NONE,
            Totals.NONE,
            Duration.ZERO,
            Duration.ZERO,
            0,
            0,
            0,
            0,
            Duration.ZERO,
            Written.NOTHING,
            List.of());

    /** Returns the sum of both, without mounts. */
    public Phase plus(Phase other) {
        return new Phase(
                looked.plus(other.looked),
                before.plus(other.before),
                time.plus(other.time),
                crawlTime.plus(other.crawlTime),
                buckets + other.buckets,
                processes + other.processes,
                failedProcesses + other.failedProcesses,
                retries + other.retries,
                processTime.plus(other.processTime),
                written.plus(other.written),
                List.of());
    }

    /** Returns this phase with other entries that it looked at, another time and other mounts. */
    public Phase with(Totals otherLooked, Duration otherTime, List<MountUse> otherMounts) {
        return new Phase(
                otherLooked,
                before,
                otherTime,
                crawlTime,
                buckets,
                processes,
                failedProcesses,
                retries,
                processTime,
                written,
                otherMounts);
    }
}
