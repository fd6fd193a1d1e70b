package dev.brigade.plan;

import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The work of one rsync process.
 *
 * @param transfer which of the run's transfers it belongs to, 0 for the first
 * @param kind what sort of work, which decides some options
 * @param workItems the numbers of the plan's pieces that it is made of
 * @param slices where its entries stand in the manifest
 * @param entries number of entries, to judge its size
 * @param bytes bytes of their files, to judge its size
 * @param split directories of which this bucket has only some names, so that others may work in them too
 */
public record Bucket(
        int transfer,
        Kind kind,
        List<Integer> workItems,
        List<Slice> slices,
        long entries,
        long bytes,
        Set<FileName> split) {
    /** What sort of work a bucket holds. */
    public enum Kind {
        /** Directories, and names of directories that had to be split. */
        DIRECTORIES,
        /** Large files by name. */
        LARGE,
        /** All names of some inodes. */
        LINKS
    }

    /**
     * How long it takes, in entries' worth: on a filer a small file costs 7 to 12 round trips, about what 1 MiB of data
     * takes one stream. Only ever compared with another bucket's.
     */
    public long cost() {
        return costOf(entries, bytes);
    }

    /** Returns the bucket of some work items, at least one, of one transfer and kind. */
    static Bucket of(List<WorkItem> workItems) {
        WorkItem first = workItems.get(0);
        // In the manifest's order the names are read in one go, and neighbours share their parents.
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

    /** The cost of so many entries and bytes. */
    public static long costOf(long entries, long bytes) {
        return entries + (bytes >> 20);
    }
}
