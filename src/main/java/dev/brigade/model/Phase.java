package dev.brigade.model;

import java.time.Duration;
import java.util.List;

/**
 * What one phase did.
 *
 * @param looked what the source held when the phase began
 * @param before what of it an earlier part of the run had done, entries and bytes
 * @param time how long it took, with its crawl
 * @param crawlTime how long its crawl took
 * @param buckets buckets that its look at everything was cut into
 * @param processes rsync processes it ran
 * @param failedProcesses how many of them ended with an error
 * @param retries how often a bucket was tried again
 * @param processTime how long they ran, added up
 * @param transferred files whose contents were transferred
 * @param transferredBytes the sizes of these files, bytes
 * @param created entries that were not there before
 * @param mounts the NFS mounts it worked on, each once
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
