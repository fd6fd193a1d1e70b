package dev.brigade.sync;

import dev.brigade.format.Quantities;
import dev.brigade.model.StopReason;
import dev.brigade.run.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Cancels a run when its time is over.
 *
 * @param over completes then, unless it is cancelled before
 */
record Deadline(CompletableFuture<Boolean> over) implements AutoCloseable {
    /** The option that sets the limit, and part of the reason that the run ended. */
    static final String OPTION = "--max-duration";

    /** Starts the time of a run, if that is limited. */
    static Deadline start(Optional<Duration> limit, Cancellation stop) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        if (limit.isPresent()) {
            String why = "the " + Quantities.time(limit.get()) + " of " + OPTION + " are over";
            var unused = over.thenRun(() -> stop.request(StopReason.INTERRUPTED, why));
            over.completeOnTimeout(true, limit.get().toMillis(), TimeUnit.MILLISECONDS);
        }
        return new Deadline(over);
    }

    @Override
    public void close() {
        over.cancel(false);
    }
}
