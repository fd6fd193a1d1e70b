package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.exec.MachineLoad;
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

/** Takes the buckets of a pass through rsync, so many processes at a time. */
public final class PassRunner {
    /**
     * How long rsync processes are given to end by themselves; a killed receiver needs about two seconds (measured).
     */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** How often is looked whether there is more to do, and how many processes should do it. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** The first time sooner: so long it takes until the first processes are at work. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    /** Where the number is found out, it is never more: beyond, servers get slower and nobody has seen a gain. */
    public static final int MOST = 128;

    private final Children children;
    private final RootGuard guard;
    private final RunSettings settings;
    private final Cancellation stop;
    private final LongSupplier nanoTime;
    private final StallSettings stall;
    private final FailedAttempts failures;
    private final AddedModes modes;
    private final WorkerLimit workerLimit;
    private final ConcurrencyController controller;

    /**
     * Makes a runner whose processes all belong to the given children.
     *
     * @param stall what becomes of a pass in which nothing moves; its stop is the run's
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
        Optional<ConcurrencyRule> rule = settings.processes().isPresent()
                ? Optional.empty()
                : Optional.of(ConcurrencyRule.begin(cores, settings.most()));
        int begin = settings.processes().orElseGet(() -> rule.orElseThrow().processes());
        this.children = children;
        this.guard = guard;
        this.settings = settings;
        this.stall = stall;
        this.stop = stall.stop();
        this.nanoTime = nanoTime;
        this.failures = new FailedAttempts(settings.lists());
        this.modes = new AddedModes(settings.lists());
        this.workerLimit = new WorkerLimit(begin, settings.processes().orElse(settings.most()));
        ProcessorShare share = new ProcessorShare(cores, children::cpuNanosOfAll, nanoTime);
        this.controller = new ConcurrencyController(workerLimit, rule, nanoTime, MachineLoad::now, share, calls);
    }

    /**
     * Runs all buckets of a bucketSource, or until the run is to stop; afterwards nothing of the pass runs any more,
     * but for what hangs in a storage.
     *
     * @param feed looked after a few times a second, in the calling thread
     * @param mounts how processes reach the destination
     * @param events told what happens, by many threads at once
     * @return processes that could not be ended, as happens on a storage that does not answer; usually none
     * @throws IOException where a list of names cannot be written, the manifest cannot be read, or the feed fails
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
        BucketQueue queue = new BucketQueue(bucketSource, nanoTime);
        WatchedWork busy = WatchedWork.processes(() -> queue.working() > 0, children);
        try (StallDetector watch = new StallDetector(busy, stall, nanoTime, controller.andThen(events))) {
            BucketProcess process = new BucketProcess(
                    pass, command, contents, children, settings, mounts, watch, stop, guard, failures, modes, nanoTime);
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
        return modes.remove(destination);
    }

    /** How many processes may run at a time now, at least 1. */
    public int processes() {
        return workerLimit.size().now();
    }

    /**
     * What bounded the first pass.
     *
     * @param remote whether a source or the destination is on a network or FUSE file system
     * @param limited whether what processes write is limited
     */
    public Bottleneck bound(boolean remote, boolean limited) {
        return controller.bound(remote, limited);
    }

    /** Whoever supplies buckets while they are worked on. */
    @FunctionalInterface
    public interface Feed {
        /** For a bucketSource that has all from the beginning. */
        Feed NONE = () -> {};

        /** Supplies what there is to bucketSource by now. */
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
            controller.look(queue.working(), bucketSource);
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
            if (queue.isOver()) {
                return true;
            }
            return CompletableFuture.anyOf(over, stop.requested())
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
            Set<Long> remaining = children.stopAll(GRACE);
            // A thread of ours may hang in a storage as well; it is left behind.
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
                guard.lost().ifPresent(reason -> stop.request(StopReason.STORAGE_LOST, reason));
                long start = nanoTime.getAsLong();
                RetryDecision reaction = stop.isRequested() ? new RetryDecision.Leave() : process.run(attempt);
                if (reaction instanceof RetryDecision.Again again) {
                    queue.add(attempt.next(again.smaller()), again.pause());
                    if (again.smaller() == Smaller.PROCESSES) {
                        shrink();
                    }
                } else {
                    bucketSource.finished(attempt.bucket(), Duration.ofNanos(nanoTime.getAsLong() - start));
                }
            } finally {
                queue.done(attempt);
            }
        }

        private void shrink() {
            int now = workerLimit.shrink();
            if (now > 0) {
                events.accept(new RunEvent.Warned("the machine has no room for so many processes: " + now
                        + " rsync processes at a time from now on"));
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
