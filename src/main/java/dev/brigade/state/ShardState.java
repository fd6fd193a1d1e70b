package dev.brigade.state;

import java.util.Optional;

/**
 * How far a shard is, as its newest attempt says.
 *
 * @param shard number of the shard, from 0
 * @param running the newest attempt, if it has no result
 * @param alive whether that attempt shows that it runs
 * @param result the newest result
 */
public record ShardState(int shard, Optional<ShardAttempt.Facts> running, boolean alive, Optional<ShardResult> result) {
    /** What a shard needs. */
    public enum Kind {
        /** Nothing. */
        DONE,
        /** An attempt is under way. */
        RUNNING,
        /** The newest attempt ended with an error. */
        FAILED,
        /** No attempt has a result: none began, or it was killed. */
        MISSING
    }

    /** Returns whether no attempt has begun. */
    public boolean isUntouched() {
        return running.isEmpty() && result.isEmpty();
    }

    /** Returns the kind. */
    public Kind kind() {
        if (running.isPresent() && alive) {
            return Kind.RUNNING;
        }
        return result.map(its -> its.isGood() ? Kind.DONE : Kind.FAILED).orElse(Kind.MISSING);
    }
}
