package dev.brigade.job;

import dev.brigade.model.EntryLists;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.StopCause;
import dev.brigade.state.ShardResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Joins the results of all shards and of the run that finished the job into one outcome. Pure. */
public final class JobOutcome {
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
        shards.forEach(shard ->
                shard.outcome().warnings().forEach(warning -> warnings.add("shard " + shard.shard() + ": " + warning)));
        return new Outcome(
                own.run(),
                own.task(),
                shards.stream().mapToInt(shard -> shard.outcome().processes()).reduce(own.processes(), Math::max),
                own.tuning(),
                Optional.of(phase(Outcome::copy)),
                Optional.of(phase(Outcome::verify)),
                own.comparison(),
                shards.stream().map(shard -> shard.outcome().entries()).reduce(own.entries(), EntryLists::plus),
                List.copyOf(warnings),
                own.stopped().or(this::stopped));
    }

    private Optional<StopCause> stopped() {
        return shards.stream()
                .flatMap(shard -> shard.outcome().stopped().stream()
                        .map(cause -> new StopCause(
                                cause.reason(),
                                "shard " + shard.shard() + " on " + shard.host() + ": " + cause.message())))
                .max((a, b) -> a.reason().compareTo(b.reason()));
    }

    /**
     * Adds up a phase of all shards. What the last run looked at again does not count twice. Its time is the time of
     * all shards on the clock, divided between the two phases as their own times are.
     */
    private Phase phase(Function<Outcome, Optional<Phase>> which) {
        List<Phase> theirs = shards.stream()
                .flatMap(shard -> which.apply(shard.outcome()).stream())
                .toList();
        Phase last = which.apply(own).orElse(Phase.NOTHING);
        Phase sum = theirs.stream().reduce(Phase.NOTHING, Phase::plus);
        long working = shards.stream()
                .flatMap(shard ->
                        Stream.of(shard.outcome().copy(), shard.outcome().verify()))
                .flatMap(Optional::stream)
                .mapToLong(phase -> phase.time().toMillis())
                .sum();
        long its = theirs.stream().mapToLong(phase -> phase.time().toMillis()).sum();
        Duration time = last.time()
                .plusMillis(Math.round(elapsed().toMillis() * (working == 0 ? 0.0 : (double) its / working)));
        return sum.plus(last).with(sum.looked(), time, last.mounts());
    }

    /** Returns the time from the start of the first shard to the end of the last one. */
    private Duration elapsed() {
        Optional<Instant> first =
                shards.stream().map(shard -> Instant.parse(shard.started())).min(Instant::compareTo);
        Optional<Instant> end =
                shards.stream().map(shard -> Instant.parse(shard.ended())).max(Instant::compareTo);
        return first.isEmpty() || end.isEmpty() ? Duration.ZERO : Duration.between(first.get(), end.get());
    }
}
