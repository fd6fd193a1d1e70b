package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.MachineLoad;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.RpcCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private final WorkerLimit workers;
    private final LongSupplier nanoTime;
    private final Supplier<MachineLoad> load;
    private final LongSupplier used;
    private final Supplier<RpcCount> calls;
    private final LongAdder told = new LongAdder();
    private final Queue<ConcurrencyRule.Done> ended = new ConcurrentLinkedQueue<>();

    /** Calls to NFS servers while each number of processes ran. */
    private final NavigableMap<Integer, RpcCount> asked = new TreeMap<>();

    private ConcurrencyRule rule;
    /** Set when the first processes run: what was before belongs to the crawl and to their start. */
    private @Nullable Look first;

    private Look last;
    private volatile boolean over;
    private Bottleneck known = Bottleneck.UNKNOWN;

    private record Look(long nanos, long told, long used, MachineLoad load, RpcCount calls) {}

    /**
     * Makes a controller.
     *
     * @param used CPU time of all rsync processes so far, nanoseconds of all processors together
     */
    ConcurrencyController(
            WorkerLimit workers,
            ConcurrencyRule rule,
            LongSupplier nanoTime,
            Supplier<MachineLoad> load,
            LongSupplier used,
            Supplier<RpcCount> calls) {
        this.workers = workers;
        this.rule = rule;
        this.nanoTime = nanoTime;
        this.load = load;
        this.used = used;
        this.calls = calls;
        this.last = now();
        asked.put(rule.processes(), RpcCount.NONE);
    }

    private Look now() {
        return new Look(
                nanoTime.getAsLong(), told.sum(), rule.isStarting() ? used.getAsLong() : 0, load.get(), calls.get());
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.EntryChanged) {
            told.increment();
        } else if (event instanceof RunEvent.BucketFinished finished && !over) {
            told.add(finished.bucket().entries());
            ended.add(new ConcurrencyRule.Done(
                    finished.time().toNanos() / 1e9, finished.bucket().cost()));
        }
    }

    /** Samples the pass and adjusts the limit. */
    void look(int running) {
        if (over) {
            return;
        }
        Look before = last;
        last = now();
        List<ConcurrencyRule.Done> done = new ArrayList<>();
        for (ConcurrencyRule.Done next = ended.poll(); next != null; next = ended.poll()) {
            done.add(next);
        }
        if (first == null) {
            first = running > 0 ? last : null;
            return;
        }
        ConcurrencyRule.Sample sample = new ConcurrencyRule.Sample(
                running,
                (last.nanos - before.nanos) / 1e9,
                last.told - before.told,
                (double) (last.used - before.used) / (last.nanos - before.nanos),
                done);
        LOG.debug("{} {}", rule.aim(), sample);
        if (rule.isTypical(sample)) {
            asked.merge(rule.processes(), last.calls.since(before.calls), RpcCount::plus);
        }
        rule = rule.after(sample);
        workers.allow(rule.processes(), rule.isSettled());
    }

    /** Ends the samples: no other pass is compared with the first. */
    void end() {
        over = true;
    }

    /** Returns what bounds the pass now, if that is another thing than before; by one thread. */
    Optional<Bottleneck> changed(Bottleneck now) {
        boolean same = now == known;
        known = now;
        return same ? Optional.empty() : Optional.of(now);
    }

    /** Returns the bottleneck of the pass; {@link Bottleneck#UNKNOWN} if it was too short. */
    Bottleneck bound(boolean remote, boolean limited) {
        Look began = first;
        if (began == null || last.nanos - began.nanos < SHORTEST.toNanos()) {
            return Bottleneck.UNKNOWN;
        }
        boolean grew = Math.max(rule.processes(), rule.best().processes()) >= asked.lastKey();
        double few = asked.firstEntry().getValue().mean().orElse(Double.NaN);
        double many = asked.lastEntry().getValue().mean().orElse(Double.NaN);
        return BottleneckDetector.of(last.load.since(began.load), remote, limited, grew, many / few);
    }
}
