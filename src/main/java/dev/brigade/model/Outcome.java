package dev.brigade.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a run: all that any printer tells of it. Immutable.
 *
 * @param run which run it was
 * @param task what it was to do
 * @param processes rsync processes at a time
 * @param tuning who chose that number and what limited the run, if known
 * @param copy phase 1, if it ran
 * @param verify phase 2, if it ran
 * @param comparison what phase 2 compared, in words, such as {@code size, time to the nanosecond and attributes}
 * @param entries what it found out about single entries
 * @param warnings other things that the user should know, one line each
 * @param stopped why the run ended early, if it did
 */
public record Outcome(
        RunIdentity run,
        RunTask task,
        int processes,
        Optional<Tuning> tuning,
        Optional<Phase> copy,
        Optional<Phase> verify,
        String comparison,
        EntryLists entries,
        List<String> warnings,
        Optional<StopCause> stopped) {
    /** Refuses what no run wrote, because it may come from a file. */
    public Outcome {
        Stream.of(run, task, tuning, copy, verify, comparison, entries, stopped).forEach(Objects::requireNonNull);
        warnings = List.copyOf(warnings);
    }

    /** Returns the same with the first names of each list only. */
    public Outcome first(int most) {
        return with(entries.first(most));
    }

    /** Returns the same with other lists of entries. */
    public Outcome with(EntryLists others) {
        return new Outcome(run, task, processes, tuning, copy, verify, comparison, others, warnings, stopped);
    }
}
