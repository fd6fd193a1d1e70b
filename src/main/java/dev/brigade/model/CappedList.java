package dev.brigade.model;

import java.util.List;
import java.util.stream.Stream;

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

    /** Returns the findings of both. */
    public CappedList<T> plus(CappedList<T> other) {
        List<T> both =
                Stream.concat(first.stream(), other.first.stream()).limit(KEPT).toList();
        return new CappedList<>(count + other.count, both);
    }

    /** Returns the same number with the first findings only. */
    public CappedList<T> first(int most) {
        return first.size() <= most ? this : new CappedList<>(count, List.copyOf(first.subList(0, most)));
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return count == 0;
    }
}
