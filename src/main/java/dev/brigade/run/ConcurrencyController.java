package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.MachineLoad;
import dev.brigade.model.RpcCount;
import dev.brigade.plan.BucketSource;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, in the first pass that it sees, how many processes may run at a time, by {@link ConcurrencyRule}, and
 * keeps that for all others. Events may come from any thread, everything else from one.
 */
final class ConcurrencyController implements Consumer<RunEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ConcurrencyController.class);

    /** Below this the start of processes is most of what is seen. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final WorkerLimit workers;
    private final LongSupplier nanoTime;
    private final Supplier<Optional<MachineLoad>> load;
    private final ProcessorShare concern;
    private final Supplier<RpcCount> calls;
    private final Progress progress = new Progress();
    /** What was asked while each number of processes ran. */
    private final NavigableMap<Integer, RpcCount> asked = new TreeMap<>();

    private @Nullable ConcurrencyRule climb;
    private @Nullable Look first;
    private Look last;
    private volatile boolean over;

    /** How far the pass was at some time. */
    private record Look(long nanos, Progress.Done done, Optional<MachineLoad> load, RpcCount calls) {}

    /**
     * Begins with the crew as it is.
     *
     * @param climb the rule, none where the user said how many there shall be
     * @param nanoTime a clock that only goes forward, nanoseconds
     * @param load what processors have done so far
     * @param concern what of that the pass may be the reason for
     * @param calls calls to NFS servers so far
     */
    ConcurrencyController(
            WorkerLimit workers,
            Optional<ConcurrencyRule> climb,
            LongSupplier nanoTime,
            Supplier<Optional<MachineLoad>> load,
            ProcessorShare concern,
            Supplier<RpcCount> calls) {
        this.workers = workers;
        this.climb = climb.orElse(null);
        this.nanoTime = nanoTime;
        this.load = load;
        this.concern = concern;
        this.calls = calls;
        this.last = now();
    }

    private Look now() {
        return new Look(nanoTime.getAsLong(), progress.now(), load.get(), climb == null ? RpcCount.NONE : calls.get());
    }

    @Override
    public void accept(RunEvent event) {
        if (!over) {
            progress.accept(event);
        }
    }

    /**
     * Looks how far the pass has come since the last look.
     *
     * @param running rsync processes that run now
     * @param bucketSource what is left to do
     */
    void look(int running, BucketSource bucketSource) {
        if (over) {
            return;
        }
        Look before = last;
        last = now();
        if (first == null) {
            // What was before belongs to the crawl and to the start of the first processes.
            first = running > 0 ? last : null;
            if (climb != null && running > 0) {
                concern.begin();
            }
        } else if (climb != null) {
            Sample sample = sample(running, before, bucketSource.left());
            LOG.debug("{}", sample);
            if (climb.isTypical(sample)) {
                asked.merge(climb.processes(), last.calls().since(before.calls()), RpcCount::plus);
            }
            climb = climb.after(sample);
            workers.allow(climb.processes(), climb.isSettled() ? climb.processes() : climb.most());
        }
    }

    private Sample sample(int running, Look before, long left) {
        Progress.Done done = last.done().since(before.done());
        Optional<MachineLoad> spent = spent(before);
        return new Sample(
                running,
                Duration.ofNanos(last.nanos() - before.nanos()),
                done.told(),
                done.entries(),
                done.bytes(),
                spent.map(MachineLoad::busyShare).orElse(Double.NaN),
                spent.map(MachineLoad::ownShare).orElse(0.0),
                spent.map(concern::share).orElse(Double.NaN),
                left);
    }

    /** What processors did since an earlier look. */
    private Optional<MachineLoad> spent(Look since) {
        return last.load().flatMap(now -> since.load().map(now::since));
    }

    private static OptionalDouble roundTrip(Map.@Nullable Entry<Integer, RpcCount> calls) {
        return calls == null ? OptionalDouble.empty() : calls.getValue().mean();
    }

    /** The pass is over: no other is compared with it. */
    void end() {
        over = true;
    }

    /**
     * What was seen of the pass; nothing, where it was too short to tell.
     *
     * @param remote whether a source or the destination is on a network or FUSE file system
     * @param limited whether what processes write is limited
     */
    Optional<BottleneckEvidence> evidence(boolean remote, boolean limited) {
        Look began = first;
        if (began == null || last.nanos() - began.nanos() < SHORTEST.toNanos()) {
            return Optional.empty();
        }
        Optional<MachineLoad> spent = spent(began);
        return Optional.of(new BottleneckEvidence(
                spent.map(MachineLoad::busyShare).orElse(Double.NaN),
                spent.map(MachineLoad::ioWaitShare).orElse(Double.NaN),
                remote,
                roundTrip(asked.firstEntry()),
                roundTrip(asked.lastEntry()),
                climb == null || climb.grew(),
                limited));
    }
}
