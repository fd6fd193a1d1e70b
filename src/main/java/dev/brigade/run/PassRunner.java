package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.exec.MachineLoad;
import dev.brigade.format.Quantities;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.RpcCount;
import dev.brigade.model.StopReason;
import dev.brigade.plan.BucketSource;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.RetryDecision.Smaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Runs the buckets of a pass through rsync, a limited number of processes at a time. */
public final class PassRunner {
    /** rsync processes have so long to end by themselves; a receiver needs about two seconds after TERM (measured). */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Time between two looks for more work and for a better number of processes. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Time before the first look: the first processes need it to start. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    /** The limit of {@code -p auto}: with more processes, servers get slower and no run got faster. */
    public static final int MOST = 128;

    private final RunParts run;
    private final StallSettings stall;
    private final Cancellation stop;
    private final WorkerLimit workerLimit;
    private final ConcurrencyController controller;

    /**
     * Makes a runner for all passes of a run.
     *
     * @param stall what happens if a pass makes no progress; its cancellation is the run's
     * @param nanoTime a clock that only goes forward, nanoseconds
     * @param calls calls to NFS servers so far, of all mounts that the run works on
     */
    public PassRunner(
            Children children,
            RootGuard guard,
            RunSettings settings,
            StallSettings stall,
            LongSupplier nanoTime,
            Supplier<RpcCount> calls) {
        int cores = Runtime.getRuntime().availableProcessors();
        ConcurrencyRule rule = ConcurrencyRule.of(settings.processes(), cores, settings.most());
        this.stop = stall.stop();
        this.run = new RunParts(
                children,
                guard,
                settings,
                stop,
                new FailedAttempts(settings.lists()),
                new AddedModes(settings.lists()),
                nanoTime);
        this.stall = stall;
        this.workerLimit = new WorkerLimit(rule);
        this.controller = new ConcurrencyController(
                workerLimit,
                rule,
                nanoTime,
                MachineLoad::now,
                () -> children.cpuNanosOfAll() / cores,
                settings.processes().isPresent() ? () -> RpcCount.NONE : calls);
    }

    /**
     * Runs all buckets of a source, or until the run is cancelled. Afterwards only processes that hang in a storage
     * still run.
     *
     * @param feed called a few times a second in the calling thread
     * @param mounts how processes reach the destination
     * @param events called by many threads at once
     * @return processes that could not be ended, because a storage does not answer; usually none
     * @throws IOException if a list of names cannot be written, the manifest cannot be read, or the feed fails
     */
    public Set<Long> run(
            Pass pass,
            BucketSource bucketSource,
            Feed feed,
            BucketContents contents,
            RsyncCommand command,
            DestinationMounts mounts,
            Consumer<RunEvent> events)
            throws IOException {
        BucketQueue queue = new BucketQueue(bucketSource, run.settings().shares(), run.nanoTime());
        WatchedWork busy = WatchedWork.processes(() -> queue.working() > 0, run.children());
        try (StallDetector watch = new StallDetector(busy, stall, run.nanoTime(), controller.andThen(events))) {
            BucketProcess process = new BucketProcess(pass, command, contents, mounts, watch, run);
            return new WorkerPool(pass, bucketSource, queue, process, watch).run(feed);
        }
    }

    /**
     * Removes the permissions that the passes gave to new directories so that others could work there; after the last
     * pass.
     *
     * @return what failed
     * @throws IOException if the list of these directories cannot be read
     */
    public List<Problem> removeAddedModes(Path destination) throws IOException {
        return run.modes().remove(destination);
    }

    /** How many processes may run at a time now, at least 1. */
    public int processes() {
        return workerLimit.size().now();
    }

    /** Returns the bottleneck of the first pass. */
    public Bottleneck bound() {
        return controller.bound(
                run.settings().remote(), run.settings().kibibytesPerSecond().isPresent());
    }

    /** Supplies buckets while others are copied. */
    @FunctionalInterface
    public interface Feed {
        /** For a source that has all buckets from the beginning. */
        Feed NONE = () -> {};

        /** Adds what was found since the last look. */
        void look() throws IOException;
    }

    /** The threads that work on one pass. */
    private final class WorkerPool {
        private final Pass pass;
        private final BucketSource bucketSource;
        private final BucketQueue queue;
        private final BucketProcess process;
        private final Consumer<RunEvent> events;
        private final List<CompletableFuture<Void>> workers = new ArrayList<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        WorkerPool(
                Pass pass,
                BucketSource bucketSource,
                BucketQueue queue,
                BucketProcess process,
                Consumer<RunEvent> events) {
            this.pass = pass;
            this.bucketSource = bucketSource;
            this.queue = queue;
            this.process = process;
            this.events = events;
        }

        Set<Long> run(Feed feed) throws IOException {
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

        private void look(Feed feed) throws IOException {
            feed.look();
            queue.supplied();
            controller.look(queue.working());
            controller.changed(bound()).ifPresent(bound -> events.accept(new RunEvent.Limited(bound)));
            startThreads();
        }

        /**
         * The kernel ends a child when the thread that started it ends: so each thread starts one child at a time and
         * waits for it.
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
