package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Quantities;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Pass;
import dev.brigade.model.StopReason;
import dev.brigade.plan.BucketSource;
import dev.brigade.run.RetryDecision.Smaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The threads that work on one pass, a limited number at a time. Used once, by one thread. */
final class WorkerPool {
    /** rsync processes have so long to end by themselves; a receiver needs about two seconds after TERM (measured). */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Time between two looks for more work and for a better number of processes. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Time before the first look: the first processes need it to start. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    private final Pass pass;
    private final BucketSource bucketSource;
    private final BucketQueue queue;
    private final BucketProcess process;
    private final Consumer<RunEvent> events;
    private final RunParts run;
    private final Cancellation stop;
    private final WorkerLimit workerLimit;
    private final ConcurrencyController controller;
    private final Supplier<Bottleneck> bound;
    private final List<CompletableFuture<Void>> workers = new ArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /**
     * Prepares a pass.
     *
     * @param bound tells the bottleneck so far
     */
    WorkerPool(
            Pass pass,
            BucketSource bucketSource,
            BucketQueue queue,
            BucketProcess process,
            Consumer<RunEvent> events,
            RunParts run,
            WorkerLimit workerLimit,
            ConcurrencyController controller,
            Supplier<Bottleneck> bound) {
        this.pass = pass;
        this.bucketSource = bucketSource;
        this.queue = queue;
        this.process = process;
        this.events = events;
        this.run = run;
        this.stop = run.stop();
        this.workerLimit = workerLimit;
        this.controller = controller;
        this.bound = bound;
    }

    /** Works until all buckets are done or the run is cancelled; see {@link PassRunner#run}. */
    Set<Long> run(PassRunner.Feed feed) throws IOException {
        try {
            look(feed);
            for (Duration pause = FIRST_LOOK; !isOverWithin(pause); pause = LOOK) {
                look(feed);
            }
            controller.end();
        } catch (IOException | RuntimeException e) {
            stop.request(StopReason.BROKEN, String.valueOf(e.getMessage()));
            end();
            throw e;
        }
        return end();
    }

    private void look(PassRunner.Feed feed) throws IOException {
        feed.look();
        queue.supplied();
        controller.look(queue.working());
        controller.changed(bound.get()).ifPresent(now -> events.accept(new RunEvent.Limited(now)));
        startThreads();
    }

    /**
     * The kernel ends a child when the thread that started it ends: so each thread starts one child at a time and waits
     * for it.
     */
    private void startThreads() {
        while (workerLimit.mayJoin(queue.working() + queue.waiting())) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> work(ended), pass + "-" + workers.size());
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                workerLimit.mayLeave(true);
                if (workers.isEmpty()) {
                    throw e;
                }
                shrink();
                return;
            }
            workers.add(ended);
        }
    }

    private boolean isOverWithin(Duration time) {
        return queue.isOver()
                || CompletableFuture.anyOf(over, stop.requested())
                        .thenApply(ended -> true)
                        .completeOnTimeout(false, time.toNanos(), TimeUnit.NANOSECONDS)
                        .join();
    }

    private Set<Long> end() throws IOException {
        queue.end();
        CompletableFuture<Void> all = CompletableFuture.allOf(workers.toArray(new CompletableFuture<?>[0]));
        if (!stop.isRequested()) {
            await(all);
            return Set.of();
        }
        Set<Long> remaining = run.children().stopAll(GRACE);
        // A thread that hangs in a storage is left behind.
        await(all.completeOnTimeout(null, GRACE.toNanos(), TimeUnit.NANOSECONDS));
        return remaining;
    }

    private void work(CompletableFuture<Void> ended) {
        try {
            boolean staying = true;
            while (staying) {
                Optional<Attempt> next = queue.take(workerLimit::size);
                if (next.isPresent()) {
                    attempt(next.get());
                }
                staying = !workerLimit.mayLeave(next.isEmpty() || stop.isRequested());
            }
            if (queue.isOver()) {
                over.complete(null);
            }
            ended.complete(null);
        } catch (Throwable e) {
            stop.request(StopReason.BROKEN, String.valueOf(e.getMessage()));
            ended.completeExceptionally(e);
        }
    }

    private void attempt(Attempt attempt) throws IOException, InterruptedException {
        try {
            run.guard().lost().ifPresent(reason -> stop.request(StopReason.STORAGE_LOST, reason));
            long start = run.nanoTime().getAsLong();
            Optional<RetryDecision.Again> again = stop.isRequested() ? Optional.empty() : process.run(attempt);
            if (again.isEmpty()) {
                Duration time = Duration.ofNanos(run.nanoTime().getAsLong() - start);
                bucketSource.finished(attempt.bucket(), time);
                return;
            }
            Smaller smaller = again.get().smaller();
            queue.add(attempt.next(smaller), again.get().pause());
            if (smaller == Smaller.PROCESSES) {
                shrink();
            }
        } finally {
            queue.done(attempt);
        }
    }

    private void shrink() {
        int now = workerLimit.shrink();
        if (now > 0) {
            events.accept(
                    new RunEvent.Warned("the machine cannot run so many processes: brigade continues with at most "
                            + Quantities.count(now, "rsync process", "rsync processes") + " at a time"));
        }
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
