package dev.brigade.run;

import dev.brigade.exec.Children;
import dev.brigade.model.Bucket;
import dev.brigade.model.Pass;
import dev.brigade.model.RunEvent;
import dev.brigade.model.StopReason;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.Reaction.Smaller;
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
import java.util.concurrent.atomic.AtomicInteger;
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
    private final StallLimit stall;
    private final FailedAttempts failures;
    /** Fewer than asked for, once the machine has said that it has no more. */
    private final AtomicInteger processes;

    /**
     * Makes a runner whose processes all belong to the given children.
     *
     * @param stall what becomes of a pass in which nothing moves; its stop is the run's
     * @param nanoTime a clock that only goes forward, nanoseconds
     */
    public PassRunner(
            Children children, RootGuard guard, RunSettings settings, StallLimit stall, LongSupplier nanoTime) {
        this.children = children;
        this.guard = guard;
        this.settings = settings;
        this.stall = stall;
        this.stop = stall.stop();
        this.nanoTime = nanoTime;
        this.failures = new FailedAttempts(settings.lists());
        this.processes = new AtomicInteger(settings.processes());
    }

    /**
     * Runs all buckets, or until the run is to stop; afterwards nothing of the pass runs any more, but for what hangs in a storage.
     *
     * @param events told what happens, by many threads at once
     * @return processes that could not be ended, as happens on a storage that does not answer; usually none
     * @throws IOException where a list of names cannot be written or the manifest cannot be read
     */
    public Set<Long> run(
            Pass pass, List<Bucket> buckets, BucketContents contents, RsyncCommand command, Consumer<RunEvent> events)
            throws IOException {
        BucketQueue queue = new BucketQueue(buckets, nanoTime);
        Watched busy = Watched.processes(() -> queue.working() > 0, children);
        try (StallWatch watch = new StallWatch(busy, stall, nanoTime, events)) {
            BucketProcess process = new BucketProcess(
                    pass, command, contents, children, settings, watch, stop, guard, failures, nanoTime);
            return run(queue, Math.min(processes.get(), buckets.size()), pass, process, watch);
        }
    }

    private Set<Long> run(BucketQueue queue, int threads, Pass pass, BucketProcess process, Consumer<RunEvent> events)
            throws IOException {
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        // The kernel ends a child when the thread that started it ends: so each thread starts one child at a time and
        // waits for it.
        for (int i = 0; i < threads; i++) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> work(queue, process, events, ended), pass + "-" + i);
            thread.setDaemon(true);
            thread.start();
            workers.add(ended);
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(workers.toArray(new CompletableFuture<?>[0]));
        CompletableFuture.anyOf(all.exceptionally(e -> null), stop.asked()).join();
        queue.end();
        if (!stop.isAsked()) {
            await(all);
            return Set.of();
        }
        Set<Long> remaining = children.stopAll(GRACE);
        // A thread of ours may hang in a storage as well; it is left behind.
        await(all.completeOnTimeout(null, GRACE.toNanos(), TimeUnit.NANOSECONDS));
        return remaining;
    }

    private void work(
            BucketQueue queue, BucketProcess process, Consumer<RunEvent> events, CompletableFuture<Void> ended) {
        try {
            boolean staying = true;
            while (staying) {
                Optional<Attempt> next = queue.take();
                staying = next.isPresent() && attempt(next.get(), queue, process, events);
            }
            ended.complete(null);
        } catch (Throwable e) {
            stop.ask(StopReason.BROKEN, String.valueOf(e.getMessage()));
            ended.completeExceptionally(e);
        }
    }

    /** Makes an attempt at a bucket; gives whether the thread is to make more. */
    private boolean attempt(Attempt attempt, BucketQueue queue, BucketProcess process, Consumer<RunEvent> events)
            throws IOException, InterruptedException {
        try {
            guard.lost().ifPresent(reason -> stop.ask(StopReason.STORAGE_LOST, reason));
            Reaction reaction = stop.isAsked() ? new Reaction.Leave() : process.run(attempt);
            if (reaction instanceof Reaction.Again again) {
                queue.add(attempt.next(again.smaller()), again.pause());
                return again.smaller() != Smaller.PROCESSES || !mayLeave(events);
            }
            return !stop.isAsked();
        } finally {
            queue.done(attempt);
        }
    }

    /** Whether one process less may run from now on; the last one stays. */
    private boolean mayLeave(Consumer<RunEvent> events) {
        int before = processes.getAndUpdate(now -> Math.max(1, now - 1));
        if (before > 1) {
            events.accept(new RunEvent.Warned("the machine has no room for so many processes: " + (before - 1)
                    + " rsync processes at a time from now on"));
        }
        return before > 1;
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
