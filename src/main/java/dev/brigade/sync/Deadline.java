package dev.brigade.sync;

import dev.brigade.format.Quantities;
import dev.brigade.model.StopReason;
import dev.brigade.run.Stop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks a run to end when its time is over. */
final class Deadline implements AutoCloseable {
    private final ScheduledExecutorService timer;

    private Deadline(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** The time runs from now on; without a limit nothing ever happens. */
    static Deadline start(Optional<Duration> limit, Stop stop) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "deadline");
            thread.setDaemon(true);
            return thread;
        });
        limit.ifPresent(time -> {
            var unused = timer.schedule(
                    () -> stop.ask(
                            StopReason.INTERRUPTED, "the " + Quantities.time(time) + " of --max-duration are over"),
                    time.toMillis(),
                    TimeUnit.MILLISECONDS);
        });
        return new Deadline(timer);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
