package dev.brigade.model;

import java.time.Duration;
import java.util.List;

/**
 * What one phase did.
 *
 * @param looked what the source held when the phase began
 * @param time how long it took, with its crawl
 * @param crawlTime how long its crawl took
 * @param processes rsync processes it ran
 * @param transferred files whose contents were transferred
 * @param transferredBytes the sizes of these files, bytes
 * @param created entries that were not there before
 * @param mounts the NFS mounts it worked on, each once
 */
public record Phase(
        Totals looked,
        Duration time,
        Duration crawlTime,
        int processes,
        long transferred,
        long transferredBytes,
        long created,
        List<MountUse> mounts) {}
