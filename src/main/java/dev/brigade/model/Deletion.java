package dev.brigade.model;

import java.util.Optional;

/**
 * Whether extra entries are deleted from the destination, and what prevents it.
 *
 * @param wanted whether they are deleted
 * @param most how many may be deleted; empty means {@link DeleteLimit#USUAL}, or all in a part of a job
 * @param emptySource whether a source may be empty
 */
public record Deletion(boolean wanted, Optional<DeleteLimit> most, boolean emptySource) {
    /** Nothing is deleted. */
    public static final Deletion NONE = new Deletion(false, Optional.empty(), false);

    /** Returns the same without a limit, if it is wanted there. */
    Deletion part(boolean wantedThere) {
        return new Deletion(wantedThere, Optional.empty(), emptySource);
    }
}
