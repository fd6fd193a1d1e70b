package dev.brigade.job;

import dev.brigade.model.CappedList;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.StopCause;
import dev.brigade.model.Totals;
import dev.brigade.state.ShardResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins the results of all shards and of the run that finished the job into one outcome. Pure. */
public final class JobOutcome {
    private static final Phase NONE = new Phase(
            Totals.NONE, Totals.NONE, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, List.of());

    private final Outcome own;
    private final List<ShardResult> shards;

    private JobOutcome(Outcome own, List<ShardResult> shards) {
        this.own = own;
        this.shards = shards;
    }

    /**
     * Returns the outcome of a job.
     *
     * @param own the outcome of the run that finished it
     * @param shards the newest result of each shard
     */
    public static Outcome of(Outcome own, List<ShardResult> shards) {
        return new JobOutcome(own, shards).join();
    }

    private Outcome join() {
        List<String> warnings = new ArrayList<>(own.warnings());
        shards.forEach(
                shard -> shard.warnings().forEach(warning -> warnings.add("shard " + shard.shard() + ": " + warning)));
        return new Outcome(
                own.request(),
                shards.stream().mapToInt(ShardResult::processes).reduce(own.processes(), Math::max),
                own.tuning(),
                Optional.of(phase(ShardResult::copy, own.copy())),
                Optional.of(phase(ShardResult::verify, own.verify())),
                own.comparison(),
                all(own.repaired(), ShardResult::repaired),
                all(own.changed(), ShardResult::changed),
                all(own.vanished(), ShardResult::vanished),
                all(own.deleted(), ShardResult::deleted),
                all(own.differing(), ShardResult::differing),
                all(own.failed(), ShardResult::failed),
                List.copyOf(warnings),
                own.stopped().or(this::stopped));
    }

    private <T> CappedList<T> all(CappedList<T> mine, Function<ShardResult, CappedList<T>> theirs) {
        return shards.stream().map(theirs).reduce(mine, CappedList::plus);
    }

    private Optional<StopCause> stopped() {
        return shards.stream()
                .flatMap(shard -> Stream.ofNullable(shard.stopped())
                        .map(cause -> new StopCause(
                                cause.reason(),
                                "shard " + shard.shard() + " on " + shard.host() + ": " + cause.message())))
                .max((a, b) -> a.reason().compareTo(b.reason()));
    }

    /**
     * Adds up a phase of all shards. What the last run looked at again does not count twice. Its time is the time of
     * all shards on the clock, divided between the two phases as their own times are.
     */
    private Phase phase(Function<ShardResult, @Nullable Phase> which, Optional<Phase> mine) {
        List<Phase> theirs = shards.stream()
                .flatMap(shard -> Stream.ofNullable(which.apply(shard)))
                .toList();
        Phase last = mine.orElse(NONE);
        Phase sum =
                Stream.concat(theirs.stream(), Stream.of(withoutLooked(last))).reduce(NONE, JobOutcome::plus);
        long working = shards.stream()
                .flatMap(shard -> Stream.of(Optional.ofNullable(shard.copy()), Optional.ofNullable(shard.verify())))
                .flatMap(Optional::stream)
                .mapToLong(phase -> phase.time().toMillis())
                .sum();
        long its = theirs.stream().mapToLong(phase -> phase.time().toMillis()).sum();
        Duration time = last.time()
                .plusMillis(Math.round(elapsed().toMillis() * (working == 0 ? 0.0 : (double) its / working)));
        return new Phase(
                sum.looked(),
                sum.before(),
                time,
                sum.crawlTime(),
                sum.buckets(),
                sum.processes(),
                sum.failedProcesses(),
                sum.retries(),
                sum.processTime(),
                sum.transferred(),
                sum.transferredBytes(),
                sum.created(),
                last.mounts());
    }

    /** Returns the time from the start of the first shard to the end of the last one. */
    private Duration elapsed() {
        Optional<Instant> first =
                shards.stream().map(shard -> Instant.parse(shard.started())).min(Instant::compareTo);
        Optional<Instant> end =
                shards.stream().map(shard -> Instant.parse(shard.ended())).max(Instant::compareTo);
        return first.isEmpty() || end.isEmpty() ? Duration.ZERO : Duration.between(first.get(), end.get());
    }

    private static Phase withoutLooked(Phase phase) {
        return plus(NONE, phase, Totals.NONE);
    }

    private static Phase plus(Phase a, Phase b) {
        return plus(a, b, a.looked().plus(b.looked()));
    }

    private static Phase plus(Phase a, Phase b, Totals looked) {
        return new Phase(
                looked,
                a.before().plus(b.before()),
                a.time().plus(b.time()),
                a.crawlTime().plus(b.crawlTime()),
                a.buckets() + b.buckets(),
                a.processes() + b.processes(),
                a.failedProcesses() + b.failedProcesses(),
                a.retries() + b.retries(),
                a.processTime().plus(b.processTime()),
                a.transferred() + b.transferred(),
                a.transferredBytes() + b.transferredBytes(),
                a.created() + b.created(),
                List.of());
    }
}
