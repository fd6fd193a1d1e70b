package dev.brigade.run;

import dev.brigade.model.StopCause;
import dev.brigade.model.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The request to end a run early, and its reason. A request stays; the gravest reason counts. Thread-safe. */
public final class Cancellation {
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> lost = new CompletableFuture<>();
    private volatile @Nullable StopCause cause;

    /** Asks for the end. */
    public void request(StopReason reason, String message) {
        synchronized (this) {
            StopCause before = cause;
            if (before == null || before.reason().compareTo(reason) < 0) {
                cause = new StopCause(reason, message);
            }
        }
        asked.complete(true);
        if (reason == StopReason.STORAGE_LOST) {
            lost.complete(true);
        }
    }

    /** Whether the storage is lost, so that whoever asks it anything may wait for ever. */
    public boolean isLost() {
        return lost.isDone();
    }

    /** Completes when the storage is lost. */
    public CompletableFuture<Boolean> lost() {
        return lost.copy();
    }

    /** Whether it was asked for. */
    public boolean isRequested() {
        return cause != null;
    }

    /** Waits some time; gives whether it was asked for meanwhile or before. */
    public boolean isRequestedWithin(Duration time) {
        try {
            return asked.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a run", e);
        }
    }

    /** Why, if it was asked for. */
    public Optional<StopCause> cause() {
        return Optional.ofNullable(cause);
    }

    CompletableFuture<Boolean> requested() {
        return asked;
    }
}
