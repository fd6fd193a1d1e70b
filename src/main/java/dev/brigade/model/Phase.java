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
 * @param transferred files whose contents were transferred
 * @param transferredBytes the sizes of these files, bytes
 * @param created entries that were missing in the destination
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
        long transferred,
        long transferredBytes,
        long created,
        List<MountUse> mounts) {}
