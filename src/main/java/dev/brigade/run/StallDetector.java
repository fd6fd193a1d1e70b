package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.DaemonTimer;
import dev.brigade.model.StopReason;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices that a pass makes no progress: there is no output and nobody uses the CPU, because a storage does not answer.
 * A hard NFS mount waits for ever. Reports a stall and its length; after a timeout, cancels the run. Events may come
 * from any thread.
 */
public final class StallDetector implements Consumer<RunEvent>, AutoCloseable {
    /** A copy of a large file prints nothing for long, but uses the CPU. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final WatchedWork watched;
    private final StallSettings limit;
    private final LongSupplier nanoTime;
    private final Consumer<RunEvent> events;
    private final AtomicLong heard = new AtomicLong();
    private final ScheduledExecutorService timer;

    private long heardBefore;
    private long movedBefore;
    private long since;
    private boolean stalled;

    /**
     * Begins to watch.
     *
     * @param nanoTime a clock that only goes forward, nanoseconds
     * @param events gets all events
     */
    public StallDetector(WatchedWork watched, StallSettings limit, LongSupplier nanoTime, Consumer<RunEvent> events) {
        this(watched, limit, nanoTime, events, PERIOD);
    }

    StallDetector(
            WatchedWork watched,
            StallSettings limit,
            LongSupplier nanoTime,
            Consumer<RunEvent> events,
            Duration period) {
        this.watched = watched;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.events = events;
        this.since = nanoTime.getAsLong();
        this.timer = DaemonTimer.named("stall-watch");
        var unused = timer.scheduleWithFixedDelay(this::look, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Notes progress without an event. */
    void heard() {
        heard.incrementAndGet();
    }

    @Override
    public void accept(RunEvent event) {
        heard();
        events.accept(event);
    }

    synchronized void look() {
        long now = nanoTime.getAsLong();
        long heardNow = heard.get();
        boolean moves = heardNow != heardBefore || !watched.busy().getAsBoolean();
        heardBefore = heardNow;
        if (!moves) {
            long movedNow = watched.moved().getAsLong();
            moves = movedNow != movedBefore;
            movedBefore = movedNow;
        }
        if (moves) {
            resume(now);
            since = now;
        } else {
            stall(Duration.ofNanos(now - since));
        }
    }

    private void stall(Duration time) {
        if (!stalled && time.compareTo(PATIENCE) >= 0) {
            stalled = true;
            events.accept(new RunEvent.Warned("no progress for " + time.toSeconds()
                    + " s, perhaps because the storage does not answer; " + watched.waiting()));
        }
        if (limit.timeout().filter(longest -> time.compareTo(longest) >= 0).isPresent()) {
            limit.stop()
                    .request(
                            StopReason.STORAGE_LOST,
                            "no progress for " + time.toSeconds() + " s, the limit of --stall-timeout; "
                                    + watched.waitingPids() + "; " + limit.where());
        }
    }

    private void resume(long now) {
        if (stalled) {
            stalled = false;
            events.accept(new RunEvent.Resumed(Duration.ofNanos(now - since)));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        synchronized (this) {
            resume(nanoTime.getAsLong());
        }
    }
}
