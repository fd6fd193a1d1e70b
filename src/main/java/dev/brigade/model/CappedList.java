package dev.brigade.model;

import java.util.List;

/**
 * Findings of one kind: their number, and the first of them.
 *
 * @param count all of them
 * @param first the first {@link #KEPT} at most
 */
public record CappedList<T>(long count, List<T> first) {
    /** How many are kept and listed; more are only counted. */
    public static final int KEPT = 100_000;

    /** Returns all that is in a list. */
    public static <T> CappedList<T> of(List<T> all) {
        return new CappedList<>(all.size(), List.copyOf(all));
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return count == 0;
    }
}
