package dev.brigade.progress;

import dev.brigade.model.Bottleneck;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a run is. A stage is a crawl or a pass. Immutable.
 *
 * @param phase 1, or 2 once a run that copied begins to verify
 * @param pass the pass that runs, empty during a crawl
 * @param entries entries of the stage that are done, including those before
 * @param begun the parts that are done of large files that are being written, as entries: two halves are 1
 * @param bytes bytes of the stage that are done, including those before
 * @param before what an earlier part of the run did
 * @param totals what there is to do in the stage; nothing during a crawl
 * @param growing whether the crawl has not ended, so that the totals grow
 * @param elapsedNanos nanoseconds since the stage began
 * @param recent what was done last, about ten seconds
 * @param busy rsync processes that run
 * @param failed entries that failed so far, in the stage in which most did
 * @param bound what limits the throughput
 * @param file the largest new file that is being sent
 * @param verification expected time of a verification of all entries; empty without an earlier run
 */
public record Snapshot(
        int phase,
        Optional<Pass> pass,
        long entries,
        double begun,
        long bytes,
        Totals before,
        Totals totals,
        boolean growing,
        long elapsedNanos,
        Recent recent,
        long busy,
        long failed,
        Bottleneck bound,
        Optional<Sending> file,
        Optional<Duration> verification) {
    private static final double NANOS = 1e9;

    /**
     * What was done last.
     *
     * @param nanos in how long, nanoseconds
     * @param entries entries, with parts of large files
     * @param bytes bytes
     */
    public record Recent(long nanos, double entries, long bytes) {}

    /**
     * A file that is being sent.
     *
     * @param name path below the root of the transfer
     * @param bytes written so far
     * @param size all of its bytes
     */
    public record Sending(FileName name, long bytes, long size) {}

    /** Returns the part that is done, 0 to 1, by entries or by bytes, whichever is less. */
    public double share() {
        return share(entries + begun, bytes);
    }

    private double share(double someEntries, long someBytes) {
        return Math.min(part(someEntries, totals.entries()), part((double) someBytes, totals.bytes()));
    }

    private static double part(double done, long total) {
        return total == 0 ? 1 : Math.min(1, done / total);
    }

    /** Returns entries a second, of the last seconds. */
    public double entriesPerSecond() {
        return recent.nanos == 0 ? 0 : recent.entries * NANOS / recent.nanos;
    }

    /** Returns bytes a second, of the last seconds. */
    public double bytesPerSecond() {
        return recent.nanos == 0 ? 0 : recent.bytes * NANOS / recent.nanos;
    }

    /**
     * Returns the seconds that the stage still takes at the speed of the last seconds, or at its mean speed if nothing
     * was done in them; empty if nobody can tell.
     */
    public Optional<Double> secondsLeft() {
        if (pass.isEmpty() || growing) {
            return Optional.empty();
        }
        double lately = (share() - share(entries + begun - recent.entries, bytes - recent.bytes)) / recent.nanos;
        double ever = (share() - (before.entries() == 0 ? 0 : share((double) before.entries(), before.bytes())))
                / elapsedNanos;
        double speed = lately > 0 ? lately : ever;
        return speed > 0 ? Optional.of((1 - share()) / speed / NANOS) : Optional.empty();
    }
}
