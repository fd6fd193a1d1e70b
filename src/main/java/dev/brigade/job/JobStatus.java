package dev.brigade.job;

import dev.brigade.format.Quantities;
import dev.brigade.manifest.StateException;
import dev.brigade.model.ExitCode;
import dev.brigade.model.RefusedException;
import dev.brigade.state.JobDirectory;
import dev.brigade.state.ShardAttempt;
import dev.brigade.state.ShardResult;
import dev.brigade.state.ShardState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is. Immutable.
 *
 * @param job the directory of the job
 * @param planned when it was planned, RFC 3339, UTC
 * @param exitCode the exit code of the whole job, if it is finished
 * @param shards each shard
 */
public record JobStatus(
        String job, String planned, @Nullable Integer exitCode, List<Shard> shards) {
    /**
     * How far a shard is.
     *
     * @param shard its number, from 0
     * @param state done, running, failed or missing
     * @param entries of the plan
     * @param bytes of the plan
     * @param attempt number of the newest attempt, if there is one
     * @param host the client of that attempt
     * @param exitCode the exit code of the newest result, if there is one
     */
    public record Shard(
            int shard,
            String state,
            long entries,
            long bytes,
            @Nullable Integer attempt,
            @Nullable String host,
            @Nullable Integer exitCode) {}

    /** Looks at the directory of a job. */
    public static JobStatus of(PlannedJob job) throws RefusedException, StateException {
        List<Shard> shards = new ArrayList<>();
        for (ShardState state : job.states()) {
            Optional<ShardAttempt.Facts> running = state.running();
            Optional<ShardResult> result = state.result();
            shards.add(new Shard(
                    state.shard(),
                    state.kind().name().toLowerCase(Locale.ROOT),
                    job.file().shards().get(state.shard()).entries(),
                    job.file().shards().get(state.shard()).bytes(),
                    running.map(ShardAttempt.Facts::attempt)
                            .or(() -> result.map(ShardResult::attempt))
                            .orElse(null),
                    running.map(ShardAttempt.Facts::host)
                            .or(() -> result.map(ShardResult::host))
                            .orElse(null),
                    result.map(ShardResult::exitCode).orElse(null)));
        }
        return new JobStatus(
                job.directory().path().toString(),
                job.file().planned(),
                job.outcome().map(outcome -> ExitCode.of(outcome).number()).orElse(null),
                shards);
    }

    /** Returns the status as one line of JSON. */
    public String json() {
        return JobDirectory.json(this);
    }

    /** Returns the status as text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("job      " + job + ", planned " + planned + ", "
                + Quantities.count(shards.size(), "shard", "shards") + ", "
                + Quantities.count(shards.stream().mapToLong(Shard::entries).sum(), "entry", "entries") + ", "
                + Quantities.bytes(shards.stream().mapToLong(Shard::bytes).sum()));
        for (ShardState.Kind kind : ShardState.Kind.values()) {
            String state = kind.name().toLowerCase(Locale.ROOT);
            List<Shard> such =
                    shards.stream().filter(shard -> shard.state.equals(state)).toList();
            lines.add(String.format(Locale.ROOT, "%-8s %s", state, Quantities.count(such.size())));
            if (kind != ShardState.Kind.DONE) {
                such.forEach(shard -> lines.add("  shard " + shard.shard
                        + (shard.host == null ? "" : " on " + shard.host + ", attempt " + shard.attempt)
                        + (shard.exitCode == null ? "" : ", exit code " + shard.exitCode)));
            }
        }
        lines.add(exitCode == null ? "not finished" : "finished, exit code " + exitCode);
        return lines;
    }
}
