package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.exec.MachineLoad;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.RpcCount;
import dev.brigade.plan.BucketSource;
import dev.brigade.rsync.RsyncCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Runs the buckets of a pass through rsync, a limited number of processes at a time. */
public final class PassRunner {
    /** The limit of {@code -p auto}: with more processes, servers get slower and no run got faster. */
    private static final int MOST_PROCESSES = 128;

    /** The same for files that brigade copies itself: a thread costs less than a process. */
    private static final int MOST_FILES = 256;

    private final RunParts run;
    private final StallSettings stall;
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
        boolean direct = settings.direct().isPresent();
        int most = Math.min(settings.room(), direct ? MOST_FILES : MOST_PROCESSES);
        ConcurrencyRule rule = ConcurrencyRule.of(settings.processes(), cores, most);
        this.run = new RunParts(
                children,
                guard,
                settings,
                stall.stop(),
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
                () -> (children.cpuNanosOfAll() + (direct ? ownCpuNanos() : 0)) / cores,
                settings.processes().isPresent() ? () -> RpcCount.NONE : calls);
    }

    private static long ownCpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
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
        if (run.settings().processes().isEmpty() && pass != Pass.COPY) {
            workerLimit.limitTo(MOST_PROCESSES);
        }
        BucketQueue queue = new BucketQueue(bucketSource, run.settings().shares(), run.nanoTime());
        WatchedWork busy = WatchedWork.processes(() -> queue.working() > 0, run.children());
        try (StallDetector watch = new StallDetector(busy, stall, run.nanoTime(), controller.andThen(events))) {
            BucketProcess process = new BucketProcess(
                    pass, command, contents, mounts, () -> workerLimit.size().now() - queue.working(), watch, run);
            return new WorkerPool(pass, bucketSource, queue, process, watch, run, workerLimit, controller, this::bound)
                    .run(feed);
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
}
