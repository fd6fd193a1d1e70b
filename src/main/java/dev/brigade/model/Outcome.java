package dev.brigade.model;

import java.util.List;
import java.util.Optional;

/**
 * The result of a run. Immutable.
 *
 * @param request what was asked for
 * @param processes rsync processes at a time
 * @param tuning who chose that number and what limited the run, if known
 * @param copy phase 1, if it ran
 * @param verify phase 2, if it ran
 * @param comparison what phase 2 compared, in words, such as {@code size, time to the nanosecond and attributes}
 * @param repaired entries that differed and were copied again; in a dry run, or if phase 2 ran alone, also attributes
 *     of directories
 * @param changed entries that changed in the source during the run and are equal now
 * @param vanished entries that left the source during the run
 * @param deleted extra entries that were removed
 * @param differing entries that still differ
 * @param failed entries that could not be copied, read or compared, each once
 * @param warnings other things that the user should know, one line each
 * @param stopped why the run ended early, if it did
 */
public record Outcome(
        SyncRequest request,
        int processes,
        Optional<Tuning> tuning,
        Optional<Phase> copy,
        Optional<Phase> verify,
        String comparison,
        CappedList<Change> repaired,
        CappedList<FileName> changed,
        CappedList<FileName> vanished,
        CappedList<FileName> deleted,
        CappedList<Change> differing,
        CappedList<Problem> failed,
        List<String> warnings,
        Optional<StopCause> stopped) {}
