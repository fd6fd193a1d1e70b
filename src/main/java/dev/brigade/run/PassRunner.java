package dev.brigade.run;

import dev.brigade.exec.Children;
import dev.brigade.model.Bucket;
import dev.brigade.model.Pass;
import dev.brigade.model.RunEvent;
import dev.brigade.model.StopReason;
import dev.brigade.rsync.RsyncCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Takes the buckets of a pass through rsync, so many processes at a time. */
public final class PassRunner {
    /** How long rsync processes are given to end by themselves; a killed receiver needs about two seconds (measured). */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Children children;
    private final RootGuard guard;
    private final RunSettings settings;
    private final Stop stop;
    private final LongSupplier nanoTime;

    /**
     * Makes a runner whose processes all belong to the given children.
     *
     * @param nanoTime a clock that only goes forward, nanoseconds
     */
    public PassRunner(Children children, RootGuard guard, RunSettings settings, Stop stop, LongSupplier nanoTime) {
        this.children = children;
        this.guard = guard;
        this.settings = settings;
        this.stop = stop;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs all buckets, or until the run is to stop; afterwards nothing of the pass runs any more.
     *
     * @param events told what happens, by many threads at once
     * @return processes that could not be ended, as happens on a storage that does not answer; usually none
     * @throws IOException where a list of names cannot be written or the manifest cannot be read
     */
    public Set<Long> run(
            Pass pass, List<Bucket> buckets, BucketContents contents, RsyncCommand command, Consumer<RunEvent> events)
            throws IOException {
        try (StallWatch watch = new StallWatch(children::running, children::cpuNanos, nanoTime, events)) {
            return run(new BucketQueue(buckets), buckets.size(), pass, bucketProcess(pass, command, contents, watch));
        }
    }

    private BucketProcess bucketProcess(
            Pass pass, RsyncCommand command, BucketContents contents, Consumer<RunEvent> events) {
        return new BucketProcess(pass, command, contents, children, settings, events, stop, guard, nanoTime);
    }

    private Set<Long> run(BucketQueue queue, int buckets, Pass pass, BucketProcess process) throws IOException {
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        // The kernel ends a child when the thread that started it ends: so each thread starts one child at a time and
        // waits for it.
        for (int i = 0; i < Math.min(settings.processes(), buckets); i++) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> work(queue, process, ended), pass + "-" + i);
            thread.setDaemon(true);
            thread.start();
            workers.add(ended);
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(workers.toArray(new CompletableFuture<?>[0]));
        CompletableFuture.anyOf(all.exceptionally(e -> null), stop.asked()).join();
        Set<Long> remaining = stop.isAsked() ? children.stopAll(GRACE) : Set.of();
        await(all);
        return remaining;
    }

    private void work(BucketQueue queue, BucketProcess process, CompletableFuture<Void> ended) {
        try {
            for (Optional<Bucket> next = next(queue); next.isPresent(); next = next(queue)) {
                try {
                    process.run(next.get());
                } finally {
                    queue.done(next.get());
                }
            }
            ended.complete(null);
        } catch (Throwable e) {
            stop.ask(StopReason.BROKEN, String.valueOf(e.getMessage()));
            ended.completeExceptionally(e);
        }
    }

    private Optional<Bucket> next(BucketQueue queue) {
        guard.lost().ifPresent(reason -> stop.ask(StopReason.STORAGE_LOST, reason));
        return stop.isAsked() ? Optional.empty() : queue.take();
    }

    private static void await(CompletableFuture<Void> all) throws IOException {
        try {
            all.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread that runs a pass", e);
        }
    }
}
