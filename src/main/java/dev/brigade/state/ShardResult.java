package dev.brigade.state;

import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import java.util.Objects;

/**
 * The result of one attempt at a shard, as it is kept in the job directory.
 *
 * @param shard number of the shard, from 0
 * @param attempt number of the attempt, from 1
 * @param host the client's name
 * @param started RFC 3339, UTC
 * @param ended RFC 3339, UTC
 * @param outcome what it did
 */
public record ShardResult(int shard, int attempt, String host, String started, String ended, Outcome outcome) {
    /** Refuses what no client wrote, because it comes from a file. */
    public ShardResult {
        Objects.requireNonNull(host);
        Objects.requireNonNull(started);
        Objects.requireNonNull(ended);
        Objects.requireNonNull(outcome);
    }

    /** Returns the exit code of the attempt. */
    public int exitCode() {
        return ExitCode.of(outcome).number();
    }

    /** Returns whether the shard needs no other attempt: everything is there, or changed only meanwhile. */
    public boolean isGood() {
        return ExitCode.isComplete(exitCode());
    }

    /** Returns the result of an attempt that ended with an outcome. */
    static ShardResult of(ShardAttempt.Facts facts, String ended, Outcome outcome) {
        return new ShardResult(facts.shard(), facts.attempt(), facts.host(), facts.started(), ended, outcome);
    }
}
