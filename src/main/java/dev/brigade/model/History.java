package dev.brigade.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run went over time, as it was recorded. A run that was resumed has several parts. Immutable.
 *
 * @param parts in their order; none if nothing was recorded
 */
public record History(List<Part> parts) {
    /** Nothing was recorded. */
    public static final History NONE = new History(List.of());

    /** Copies the list. */
    public History {
        parts = List.copyOf(parts);
    }

    /**
     * A part of a run: one process of brigade.
     *
     * @param samples in the order of their times
     * @param processes rsync processes in the order of their ends; not all of them, see {@link Summary#unnamed}
     * @param summary the last one that was recorded
     * @param whole whether the part came to its end and recorded everything
     */
    public record Part(
            Start start,
            List<Sample> samples,
            List<RsyncProcess> processes,
            Optional<Summary> summary,
            boolean whole) {}

    /**
     * The start of a part, and the programs that it used.
     *
     * @param started when
     * @param brigade version of the program
     * @param rsync version of rsync
     * @param kernel name and version of the kernel
     * @param java name and version of the Java runtime
     * @param processors of this machine
     * @param acls whether rsync keeps POSIX ACLs
     * @param xattrs whether rsync keeps extended attributes
     */
    public record Start(
            Instant started,
            String brigade,
            String rsync,
            String kernel,
            String java,
            int processors,
            boolean acls,
            boolean xattrs) {
        /** Refuses what no run wrote, because it comes from a file. */
        public Start {
            Objects.requireNonNull(started);
        }
    }

    /**
     * A moment. The numbers rise during a part.
     *
     * @param millis milliseconds since the part started
     * @param pass the pass that ran, empty during a crawl
     * @param entries entries at which rsync has looked, in all passes
     * @param bytes bytes that rsync has written
     * @param processes rsync processes that ran
     * @param rpcs calls to NFS servers by all processes of this machine
     */
    public record Sample(long millis, Optional<Pass> pass, long entries, long bytes, int processes, RpcCount rpcs) {}

    /** How an rsync process ended. */
    public enum Ending {
        /** It did all its work. */
        DONE,
        /** It ended too early, and its bucket is retried. */
        RETRIED,
        /** It ended with an error, and its bucket is not retried. */
        FAILED
    }

    /**
     * An rsync process that ended.
     *
     * @param startMillis milliseconds since the part started
     * @param endMillis the same for its end
     * @param pass the pass it belonged to
     * @param first the first entry of its bucket
     * @param entries of its bucket
     * @param bytes of its bucket
     * @param attempt 1 for the first attempt at its bucket
     * @param reason why it ended too early, in rsync's words; may be empty
     */
    public record RsyncProcess(
            long startMillis,
            long endMillis,
            Pass pass,
            FileName first,
            long entries,
            long bytes,
            int attempt,
            Ending ending,
            String reason) {
        /** Returns entries and MiB in a second, which cost about the same. */
        public double workPerSecond() {
            return (entries + (bytes >> 20)) * 1000.0 / Math.max(1, endMillis - startMillis);
        }
    }

    /**
     * A file whose content was transferred.
     *
     * @param bytes its size
     */
    public record Copied(FileName name, long bytes) {}

    /**
     * What a part has found of files and processes.
     *
     * @param unnamed processes that ended and are not recorded, because they were short or too many
     * @param sizes files whose contents were transferred, by their size
     * @param largest the largest of these files, the largest first
     * @param slowest processes with the least work in a second, the slowest first; none that ended at once
     */
    public record Summary(long unnamed, List<SizeClass> sizes, List<Copied> largest, List<RsyncProcess> slowest) {
        /** Copies the lists. */
        public Summary {
            sizes = List.copyOf(sizes);
            largest = List.copyOf(largest);
            slowest = List.copyOf(slowest);
        }
    }
}
