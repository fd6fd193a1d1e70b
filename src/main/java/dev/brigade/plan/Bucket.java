package dev.brigade.plan;

import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The work of one rsync process.
 *
 * @param transfer which of the run's transfers it belongs to, from 0
 * @param kind the kind of work, which decides some options
 * @param workItems numbers of the plan's work items in it
 * @param slices where its entries stand in the manifest
 * @param entries number of its entries, about
 * @param bytes bytes of its files, about
 * @param split directories of which it has only some names, so other processes may work in them too
 */
public record Bucket(
        int transfer,
        Kind kind,
        List<Integer> workItems,
        List<Slice> slices,
        long entries,
        long bytes,
        Set<FileName> split) {
    /** Kinds of work. If as much is left of several kinds, the first one comes first. */
    public enum Kind {
        /** Large files by name. */
        LARGE,
        /** All names of some inodes. */
        LINKS,
        /** Directories, and names of directories that had to be split. */
        DIRECTORIES
    }

    /** Returns the cost, to compare buckets: see {@link #costOf}. */
    public long cost() {
        return costOf(entries, bytes);
    }

    /** Returns its entries and bytes. */
    public Totals totals() {
        return new Totals(entries, 0, bytes);
    }

    /** Returns the bucket of some work items, at least one, of one transfer and kind. */
    static Bucket of(List<WorkItem> workItems) {
        WorkItem first = workItems.get(0);
        // In the manifest's order the names are read in one go.
        List<Slice> slices = workItems.stream()
                .map(WorkItem::slice)
                .sorted(Comparator.comparingLong(Slice::from))
                .toList();
        return new Bucket(
                first.transfer(),
                first.kind(),
                workItems.stream().map(WorkItem::number).toList(),
                slices,
                workItems.stream().mapToLong(WorkItem::entries).sum(),
                workItems.stream().mapToLong(WorkItem::bytes).sum(),
                workItems.stream()
                        .flatMap(workItem -> Stream.ofNullable(workItem.split()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Returns the cost of so many entries and bytes, in entries. On a filer a small file costs 7 to 12 round trips,
     * about the time in which one stream copies 1 MiB.
     */
    public static long costOf(long entries, long bytes) {
        return entries + (bytes >> 20);
    }
}
