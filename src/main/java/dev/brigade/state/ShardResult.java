package dev.brigade.state;

import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.Problem;
import dev.brigade.model.StopCause;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt at a shard, as it is kept in the job directory.
 *
 * @param shard number of the shard, from 0
 * @param attempt number of the attempt, from 1
 * @param host the client's name
 * @param started RFC 3339, UTC
 * @param ended RFC 3339, UTC
 * @param exitCode the exit code of the attempt
 * @param processes rsync processes at a time
 * @param copy phase 1, if it ran
 * @param verify phase 2, if it ran
 * @param comparison what phase 2 compared, in words
 * @param repaired and the other lists: see {@link Outcome}
 * @param stopped why the attempt ended early, if it did
 */
public record ShardResult(
        int shard,
        int attempt,
        String host,
        String started,
        String ended,
        int exitCode,
        int processes,
        @Nullable Phase copy,
        @Nullable Phase verify,
        String comparison,
        CappedList<Change> repaired,
        CappedList<FileName> changed,
        CappedList<FileName> vanished,
        CappedList<FileName> deleted,
        CappedList<Change> differing,
        CappedList<Problem> failed,
        List<String> warnings,
        @Nullable StopCause stopped) {
    /** Refuses what no client wrote, because it comes from a file. */
    public ShardResult {
        Objects.requireNonNull(host);
        Objects.requireNonNull(started);
        Objects.requireNonNull(ended);
        Objects.requireNonNull(comparison);
        Objects.requireNonNull(repaired);
        Objects.requireNonNull(changed);
        Objects.requireNonNull(vanished);
        Objects.requireNonNull(deleted);
        Objects.requireNonNull(differing);
        Objects.requireNonNull(failed);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether the shard needs no other attempt: everything is there, or changed only meanwhile. */
    public boolean isGood() {
        return ExitCode.isComplete(exitCode);
    }

    /** Returns the result of an attempt that ended with an outcome. */
    static ShardResult of(ShardAttempt.Facts facts, String ended, Outcome outcome) {
        return new ShardResult(
                facts.shard(),
                facts.attempt(),
                facts.host(),
                facts.started(),
                ended,
                ExitCode.of(outcome).number(),
                outcome.processes(),
                outcome.copy().orElse(null),
                outcome.verify().orElse(null),
                outcome.comparison(),
                outcome.repaired(),
                outcome.changed(),
                outcome.vanished(),
                outcome.deleted(),
                outcome.differing(),
                outcome.failed(),
                outcome.warnings(),
                outcome.stopped().orElse(null));
    }
}
