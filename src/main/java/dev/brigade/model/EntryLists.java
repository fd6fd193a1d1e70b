package dev.brigade.model;

import java.util.List;

/**
 * What a run found out about single entries. Immutable.
 *
 * @param repaired entries that differed and were copied again; in a dry run, or if phase 2 ran alone, also attributes
 *     of directories
 * @param changed entries that changed in the source during the run and are equal now
 * @param vanished entries that left the source during the run
 * @param deleted extra entries that were removed
 * @param differing entries that still differ
 * @param failed entries that could not be copied, read or compared, each once
 */
public record EntryLists(
        CappedList<Change> repaired,
        CappedList<FileName> changed,
        CappedList<FileName> vanished,
        CappedList<FileName> deleted,
        CappedList<Change> differing,
        CappedList<Problem> failed) {
    /** No entry at all. */
    public static final EntryLists NONE = new EntryLists(
            CappedList.of(List.of()),
            CappedList.of(List.of()),
            CappedList.of(List.of()),
            CappedList.of(List.of()),
            CappedList.of(List.of()),
            CappedList.of(List.of()));

    /** Returns the entries of both. */
    public EntryLists plus(EntryLists other) {
        return new EntryLists(
                repaired.plus(other.repaired),
                changed.plus(other.changed),
                vanished.plus(other.vanished),
                deleted.plus(other.deleted),
                differing.plus(other.differing),
                failed.plus(other.failed));
    }

    /** Returns the same numbers with the first names of each list only. */
    public EntryLists first(int most) {
        return new EntryLists(
                repaired.first(most),
                changed.first(most),
                vanished.first(most),
                deleted.first(most),
                differing.first(most),
                failed.first(most));
    }
}
