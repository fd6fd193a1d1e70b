package dev.brigade.progress;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Quantities;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** msrsync's progress line, written over itself whenever a bucket of the copy is done. Thread-safe. */
public final class MsrsyncProgress implements Consumer<RunEvent>, AutoCloseable {
    private static final String BACK_AND_ERASE = "\r\u001b[K";

    private final LongSupplier nanoTime;
    private final Consumer<String> writer;
    private Totals found = Totals.NONE;
    /** What the buckets were judged to hold, which is about as much. */
    private Totals planned = Totals.NONE;

    private boolean copying;
    private long start;
    private long entries;
    private long bytes;
    private int waiting;
    private boolean begun;
    private boolean written;

    /**
     * Begins with nothing done.
     *
     * @param nanoTime a clock that only goes forward, nanoseconds
     * @param writer takes text as it is, without a line feed of its own
     */
    public MsrsyncProgress(LongSupplier nanoTime, Consumer<String> writer) {
        this.nanoTime = nanoTime;
        this.writer = writer;
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof RunEvent.Listed listed) {
            found = found.plus(new Totals(listed.entries(), 0, listed.bytes()));
        } else if (event instanceof RunEvent.PassStarted pass) {
            copying = pass.pass() == Pass.COPY;
            if (copying) {
                begun = true;
                planned = pass.totals();
                waiting = pass.buckets();
                start = nanoTime.getAsLong();
            }
        } else if (copying && event instanceof RunEvent.BucketStarted) {
            waiting--;
        } else if (copying && event instanceof RunEvent.BucketFinished finished) {
            entries += finished.bucket().entries();
            bytes = Totals.add(bytes, finished.bucket().bytes());
            write();
        }
    }

    private void write() {
        written = true;
        long entriesDone = share(found.entries(), entries, planned.entries());
        long bytesDone = share(found.bytes(), bytes, planned.bytes());
        Duration time = Duration.ofNanos(nanoTime.getAsLong() - start);
        // Nothing waits to be counted here, so the monitor's queue is empty.
        writer.accept(String.format(
                Locale.ROOT,
                "%s[%d/%d entries] [%s/%s transferred] [%d entries/s] [%s/s bw] [monq 0] [jq %d]",
                BACK_AND_ERASE,
                entriesDone,
                found.entries(),
                Quantities.letters((double) bytesDone),
                Quantities.letters((double) found.bytes()),
                (long) Quantities.perSecond(entriesDone, time),
                Quantities.letters(Quantities.perSecond(bytesDone, time)),
                waiting));
    }

    /** As much of the whole as the part done is of what was planned. */
    private static long share(long whole, long done, long plan) {
        return done >= plan ? whole : (long) ((double) whole * done / plan);
    }

    /** Ends the line; there is one wherever the copy began. */
    @Override
    public synchronized void close() {
        if (begun && !written) {
            write();
        }
        if (begun) {
            writer.accept("\n");
        }
    }
}
