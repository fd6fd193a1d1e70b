package dev.brigade.model;

import java.util.List;

/**
 * Things that happened: how many, and the first of them.
 *
 * @param count all of them
 * @param first the first {@link #KEPT} at most
 */
public record CappedList<T>(long count, List<T> first) {
    /** So many are kept in memory and listed; more are only counted. */
    public static final int KEPT = 100_000;

    /** A tally of all that is in a list. */
    public static <T> CappedList<T> of(List<T> all) {
        return new CappedList<>(all.size(), List.copyOf(all));
    }

    /** Whether nothing happened. */
    public boolean isEmpty() {
        return count == 0;
    }
}
