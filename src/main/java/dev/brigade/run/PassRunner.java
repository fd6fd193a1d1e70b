package dev.brigade.run;

import dev.brigade.exec.Children;
import dev.brigade.exec.MachineLoad;
import dev.brigade.model.Bound;
import dev.brigade.model.Pass;
import dev.brigade.model.RpcCount;
import dev.brigade.model.RunEvent;
import dev.brigade.model.StopReason;
import dev.brigade.plan.Supply;
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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Takes the buckets of a pass through rsync, so many processes at a time. */
public final class PassRunner {
    /** How long rsync processes are given to end by themselves; a killed receiver needs about two seconds (measured). */
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
    private final Stop stop;
    private final LongSupplier nanoTime;
    private final StallLimit stall;
    private final FailedAttempts failures;
    private final Crew crew;
    private final Tuner tuner;

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
            StallLimit stall,
            LongSupplier nanoTime,
            Supplier<RpcCount> calls) {
        int cores = Runtime.getRuntime().availableProcessors();
        Optional<Climb> climb =
                settings.processes().isPresent() ? Optional.empty() : Optional.of(Climb.begin(cores, MOST));
        int begin = settings.processes().orElseGet(() -> climb.orElseThrow().processes());
        this.children = children;
        this.guard = guard;
        this.settings = settings;
        this.stall = stall;
        this.stop = stall.stop();
        this.nanoTime = nanoTime;
        this.failures = new FailedAttempts(settings.lists());
        this.crew = new Crew(begin, settings.processes().orElse(MOST));
        this.tuner = new Tuner(
                crew, climb, nanoTime, MachineLoad::now, new Concern(cores, children::cpuNanosOfAll, nanoTime), calls);
    }

    /** All but the settings are another's. */
    private PassRunner(PassRunner other, RunSettings settings) {
        this.children = other.children;
        this.guard = other.guard;
        this.settings = settings;
        this.stall = other.stall;
        this.stop = other.stop;
        this.nanoTime = other.nanoTime;
        this.failures = other.failures;
        this.crew = other.crew;
        this.tuner = other.tuner;
    }

    /** The same, whose processes all go by the destination's own path, whatever further mounts there are. */
    public PassRunner byDestination() {
        return new PassRunner(this, settings.byDestination());
    }

    /**
     * Runs all buckets of a supply, or until the run is to stop; afterwards nothing of the pass runs any more, but for what hangs in a storage.
     *
     * @param feed looked after a few times a second, in the calling thread
     * @param events told what happens, by many threads at once
     * @return processes that could not be ended, as happens on a storage that does not answer; usually none
     * @throws IOException where a list of names cannot be written, the manifest cannot be read, or the feed fails
     */
    public Set<Long> run(
            Pass pass,
            Supply supply,
            Feed feed,
            BucketContents contents,
            RsyncCommand command,
            Consumer<RunEvent> events)
            throws IOException {
        BucketQueue queue = new BucketQueue(supply, nanoTime);
        Watched busy = Watched.processes(() -> queue.working() > 0, children);
        try (StallWatch watch = new StallWatch(busy, stall, nanoTime, tuner.andThen(events))) {
            BucketProcess process = new BucketProcess(
                    pass, command, contents, children, settings, watch, stop, guard, failures, nanoTime);
            return new Shift(pass, supply, queue, process, watch).run(feed);
        }
    }

    /** How many processes may run at a time now, at least 1. */
    public int processes() {
        return crew.size().now();
    }

    /**
     * What bounded the first pass.
     *
     * @param remote whether a source or the destination is on a network or FUSE file system
     * @param limited whether what processes write is limited
     */
    public Bound bound(boolean remote, boolean limited) {
        return tuner.evidence(remote, limited).map(Bounds::of).orElse(Bound.UNKNOWN);
    }

    /** Whoever supplies buckets while they are worked on. */
    @FunctionalInterface
    public interface Feed {
        /** For a supply that has all from the beginning. */
        Feed NONE = () -> {};

        /** Supplies what there is to supply by now. */
        void look() throws IOException;
    }

    /** The threads that work on one pass. */
    private final class Shift {
        private final Pass pass;
        private final Supply supply;
        private final BucketQueue queue;
        private final BucketProcess process;
        private final Consumer<RunEvent> events;
        private final List<CompletableFuture<Void>> workers = new ArrayList<>();
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        Shift(Pass pass, Supply supply, BucketQueue queue, BucketProcess process, Consumer<RunEvent> events) {
            this.pass = pass;
            this.supply = supply;
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
                tuner.end();
            } catch (IOException | RuntimeException e) {
                stop.ask(StopReason.BROKEN, String.valueOf(e.getMessage()));
                end();
                throw e;
            }
            return end();
        }

        private void look(Feed feed) throws IOException {
            feed.look();
            queue.supplied();
            tuner.look(queue.working(), supply);
            startThreads();
        }

        /**
         * The kernel ends a child when the thread that started it ends: so each thread starts one child at a time and waits for it.
         */
        private void startThreads() {
            while (crew.mayJoin(queue.working() + queue.waiting())) {
                CompletableFuture<Void> ended = new CompletableFuture<>();
                Thread thread = new Thread(() -> work(ended), pass + "-" + workers.size());
                thread.setDaemon(true);
                thread.start();
                workers.add(ended);
            }
        }

        private boolean isOverWithin(Duration time) {
            if (queue.isOver()) {
                return true;
            }
            return CompletableFuture.anyOf(over, stop.asked())
                    .thenApply(ended -> true)
                    .completeOnTimeout(false, time.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        }

        private Set<Long> end() throws IOException {
            queue.end();
            CompletableFuture<Void> all = CompletableFuture.allOf(workers.toArray(new CompletableFuture<?>[0]));
            if (!stop.isAsked()) {
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
                    Optional<Attempt> next = queue.take(crew::size);
                    if (next.isPresent()) {
                        attempt(next.get());
                    }
                    staying = !crew.mayLeave(next.isEmpty() || stop.isAsked());
                }
                if (queue.isOver()) {
                    over.complete(null);
                }
                ended.complete(null);
            } catch (Throwable e) {
                stop.ask(StopReason.BROKEN, String.valueOf(e.getMessage()));
                ended.completeExceptionally(e);
            }
        }

        private void attempt(Attempt attempt) throws IOException, InterruptedException {
            try {
                guard.lost().ifPresent(reason -> stop.ask(StopReason.STORAGE_LOST, reason));
                long start = nanoTime.getAsLong();
                Reaction reaction = stop.isAsked() ? new Reaction.Leave() : process.run(attempt);
                if (reaction instanceof Reaction.Again again) {
                    queue.add(attempt.next(again.smaller()), again.pause());
                    if (again.smaller() == Smaller.PROCESSES) {
                        shrink();
                    }
                } else {
                    supply.finished(attempt.bucket(), Duration.ofNanos(nanoTime.getAsLong() - start));
                }
            } finally {
                queue.done(attempt);
            }
        }

        private void shrink() {
            int now = crew.shrink();
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
