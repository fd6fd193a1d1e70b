package dev.brigade.progress;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Quantities;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Writes msrsync's progress line whenever a bucket of the copy is done. Thread-safe. */
public final class MsrsyncProgress implements Consumer<RunEvent>, AutoCloseable {
    private static final String BACK_AND_ERASE = "\r\u001b[K";

    private final LongSupplier nanoTime;
    private final Consumer<String> writer;
    private Totals found = Totals.NONE;
    private Totals planned = Totals.NONE;
    private boolean copying;
    private long start;
    private Totals done = Totals.NONE;
    private int waiting;
    private boolean begun;
    private boolean written;

    /**
     * Starts with nothing done.
     *
     * @param nanoTime a monotonic clock, nanoseconds
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
            done = done.plus(
                    new Totals(finished.bucket().entries(), 0, finished.bucket().bytes()));
            write();
        }
    }

    private void write() {
        written = true;
        long entriesDone = share(found.entries(), done.entries(), planned.entries());
        long bytesDone = share(found.bytes(), done.bytes(), planned.bytes());
        Duration time = Duration.ofNanos(nanoTime.getAsLong() - start);
        // "monq" is the queue of msrsync's monitor. Nothing waits here.
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

    /** Returns the part of what the crawl found: buckets are planned with about as much. */
    private static long share(long whole, long done, long plan) {
        return done >= plan ? whole : (long) ((double) whole * done / plan);
    }

    /** Ends the line. There is one if the copy began. */
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
