package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.MachineLoad;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.RpcCount;
import dev.brigade.plan.BucketSource;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples the first pass that it sees, lets {@link ConcurrencyRule} choose from that how many processes may run, and
 * keeps the number for all later passes. Events may come from any thread, everything else from one.
 */
final class ConcurrencyController implements Consumer<RunEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ConcurrencyController.class);

    /** In a shorter pass, the start of processes is most of what is seen. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final double MEBIBYTE = 1 << 20;

    private final WorkerLimit workers;
    private final LongSupplier nanoTime;
    private final Supplier<Optional<MachineLoad>> load;
    private final Supplier<RpcCount> calls;
    private final ProcessorShare share;
    private final LongAdder told = new LongAdder();
    private final LongAdder entries = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Calls to NFS servers while each number of processes ran. */
    private final NavigableMap<Integer, RpcCount> asked = new TreeMap<>();

    private @Nullable ConcurrencyRule rule;
    private @Nullable Look first;
    private Look last;
    private boolean over;

    private record Look(long nanos, long told, long entries, long bytes, Optional<MachineLoad> load, RpcCount calls) {
        /** Returns the load since an earlier look. */
        Optional<MachineLoad> spentSince(Look earlier) {
            return load.flatMap(now -> earlier.load.map(now::since));
        }
    }

    /** Makes a controller; the rule is empty if the user chose the number. */
    ConcurrencyController(
            WorkerLimit workers,
            Optional<ConcurrencyRule> rule,
            LongSupplier nanoTime,
            Supplier<Optional<MachineLoad>> load,
            ProcessorShare share,
            Supplier<RpcCount> calls) {
        this.workers = workers;
        this.rule = rule.orElse(null);
        this.nanoTime = nanoTime;
        this.load = load;
        this.share = share;
        this.calls = calls;
        this.last = now();
    }

    private Look now() {
        RpcCount asked = rule == null ? RpcCount.NONE : calls.get();
        return new Look(nanoTime.getAsLong(), told.sum(), entries.sum(), bytes.sum(), load.get(), asked);
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.EntryChanged) {
            told.increment();
        } else if (event instanceof RunEvent.BucketFinished finished) {
            entries.add(finished.bucket().entries());
            bytes.add(finished.bucket().bytes());
        }
    }

    /** Samples the pass and adjusts the limit. */
    void look(int running, BucketSource bucketSource) {
        if (over) {
            return;
        }
        Look before = last;
        last = now();
        if (first == null) {
            // What was before belongs to the crawl and to the start of the first processes.
            first = running > 0 ? last : null;
            share.begin();
        } else if (rule != null) {
            Sample sample = sample(running, before, bucketSource.left());
            LOG.debug("{}", sample);
            if (rule.isTypical(sample)) {
                asked.merge(rule.processes(), last.calls().since(before.calls()), RpcCount::plus);
            }
            rule = rule.after(sample);
            workers.allow(rule.processes(), rule.isSettled() ? rule.processes() : rule.most());
        }
    }

    private Sample sample(int running, Look before, long left) {
        long done = last.entries() - before.entries();
        return new Sample(
                running,
                (last.nanos() - before.nanos()) / 1e9,
                last.told() - before.told() + done,
                done,
                done + (last.bytes() - before.bytes()) / MEBIBYTE,
                last.spentSince(before).map(share::share).orElse(Double.NaN),
                left);
    }

    /** Ends the samples: no other pass is compared with the first. */
    void end() {
        over = true;
    }

    /** Returns the bottleneck of the pass; {@link Bottleneck#UNKNOWN} if it was too short. */
    Bottleneck bound(boolean remote, boolean limited) {
        Look began = first;
        if (began == null || last.nanos() - began.nanos() < SHORTEST.toNanos()) {
            return Bottleneck.UNKNOWN;
        }
        Optional<MachineLoad> spent = last.spentSince(began);
        return BottleneckDetector.of(new BottleneckDetector.Evidence(
                spent.map(MachineLoad::busyShare).orElse(Double.NaN),
                spent.map(MachineLoad::ioWaitShare).orElse(Double.NaN),
                remote,
                roundTrip(asked.firstEntry()),
                roundTrip(asked.lastEntry()),
                rule == null || rule.grew(),
                limited));
    }

    private static OptionalDouble roundTrip(Map.@Nullable Entry<Integer, RpcCount> calls) {
        return calls == null ? OptionalDouble.empty() : calls.getValue().mean();
    }
}
