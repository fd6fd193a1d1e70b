package dev.brigade.model;

import java.util.OptionalLong;

/**
 * Whether extra entries are deleted from the destination, and what prevents it.
 *
 * @param wanted whether they are deleted
 * @param most most entries that may be deleted; 0 or more
 * @param emptySource whether a source may be empty
 */
public record Deletion(boolean wanted, OptionalLong most, boolean emptySource) {
    /** Nothing is deleted. */
    public static final Deletion NONE = new Deletion(false, OptionalLong.empty(), false);

    /** Returns the same without a limit, if it is wanted there. */
    Deletion part(boolean wantedThere) {
        return new Deletion(wantedThere, OptionalLong.empty(), emptySource);
    }
}
