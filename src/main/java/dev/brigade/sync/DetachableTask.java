package dev.brigade.sync;

import dev.brigade.model.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Work in a thread of its own, which can be left behind: a thread that hangs in a storage cannot be ended. */
final class DetachableTask {
    private DetachableTask() {}

    interface Work<T> {
        T run() throws RefusedException, IOException, InterruptedException;
    }

    /**
     * Does the work.
     *
     * @param lost completes when it may hang
     * @param grace how long it may take from then on
     * @return its result, or empty if it was left behind
     * @throws InterruptedException if the work was interrupted, or the caller
     */
    static <T> Optional<T> call(Work<T> work, CompletableFuture<?> lost, Duration grace)
            throws RefusedException, IOException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        begin("run", work::run, result);
        try {
            CompletableFuture.anyOf(result.handle((value, failure) -> true), lost)
                    .get();
            return Optional.of(lost.isDone() ? result.get(grace.toNanos(), TimeUnit.NANOSECONDS) : result.get());
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Waits for work that was begun; returns its result, or throws what it threw. */
    static <T> T await(CompletableFuture<T> result) throws RefusedException, IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Begins some work in a daemon thread. */
    static <T> void begin(String name, Callable<T> work, CompletableFuture<T> result) {
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static IllegalStateException failure(@Nullable Throwable cause)
            throws RefusedException, IOException, InterruptedException {
        if (cause instanceof RefusedException refused) {
            throw refused;
        } else if (cause instanceof IOException io) {
            throw io;
        } else if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        } else if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }
}
