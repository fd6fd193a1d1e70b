package dev.brigade.run;

import dev.brigade.model.RunEvent;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Notices when rsync processes run, but neither say anything nor use the CPU: so it is where a storage does not answer, and a hard NFS
 * mount waits for ever. Nothing is ended; it says so, and how long it was. Events may come from any thread.
 */
final class StallWatch implements Consumer<RunEvent>, AutoCloseable {
    /** A large file makes no event for long, but a copy of it uses the CPU. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final IntSupplier running;
    private final LongSupplier cpuNanos;
    private final LongSupplier nanoTime;
    private final Consumer<RunEvent> events;
    private final AtomicLong heard = new AtomicLong();
    private final ScheduledExecutorService timer;

    private long heardBefore;
    private long cpuBefore;
    private long since;
    private boolean stalled;

    /**
     * Begins to watch.
     *
     * @param running how many processes run
     * @param cpuNanos what they have used of the CPU
     * @param nanoTime a clock that only goes forward
     * @param events what is heard is passed on to it
     */
    StallWatch(IntSupplier running, LongSupplier cpuNanos, LongSupplier nanoTime, Consumer<RunEvent> events) {
        this(running, cpuNanos, nanoTime, events, PERIOD);
    }

    StallWatch(
            IntSupplier running,
            LongSupplier cpuNanos,
            LongSupplier nanoTime,
            Consumer<RunEvent> events,
            Duration period) {
        this.running = running;
        this.cpuNanos = cpuNanos;
        this.nanoTime = nanoTime;
        this.events = events;
        this.since = nanoTime.getAsLong();
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "stall-watch");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(this::look, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void accept(RunEvent event) {
        heard.incrementAndGet();
        events.accept(event);
    }

    /** Looks whether anything has moved since the last look. */
    synchronized void look() {
        long now = nanoTime.getAsLong();
        long heardNow = heard.get();
        int processes = running.getAsInt();
        boolean moved = heardNow != heardBefore || processes == 0;
        heardBefore = heardNow;
        if (!moved) {
            long cpu = cpuNanos.getAsLong();
            moved = cpu != cpuBefore;
            cpuBefore = cpu;
        }
        if (moved) {
            resume(now);
            since = now;
        } else if (!stalled && now - since >= PATIENCE.toNanos()) {
            stalled = true;
            events.accept(new RunEvent.Warned(
                    "nothing has moved for " + Duration.ofNanos(now - since).toSeconds()
                            + " s, as if the storage did not answer; rsync processes that wait for it: " + processes));
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
