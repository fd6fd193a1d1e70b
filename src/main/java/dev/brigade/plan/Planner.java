package dev.brigade.plan;

import dev.brigade.manifest.DirectorySplit;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.ListingSummary.LargeFile;
import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides a manifest into pieces, one summary after the other, some {@value #PIECES} for each bucket. It remembers no
 * directories: memory does not grow with the tree. The same summaries make the same pieces in the same order. Not
 * thread-safe; used once.
 */
public final class Planner {
    /** Pieces for each bucket: enough for an even deal, few enough that neighbours stay together. */
    static final int PIECES = 16;

    /** Each part of the links reads the manifest anew, so there are never more than this. */
    private static final int MAX_LINK_PARTS = 256;

    /** What an argument costs beside its name: {@code ././}, a slash, the ending NUL and the pointer. */
    private static final int ARGUMENT_OVERHEAD = 14;

    private final int transfer;
    private final BucketLimits bucketLimits;
    private final DirectorySplit rule;
    private final Consumer<WorkItem> sink;
    private int number;
    private final WorkItemBuilder plainRun;
    private final WorkItemBuilder largeRun;
    private long linked;
    private long linkedBytes;
    private long linkedTo;

    /**
     * Begins a plan.
     *
     * @param transfer which of the run's transfers it is for
     * @param first number of its first piece
     * @param bucketLimits how large its buckets should be
     * @param policy what becomes of large files
     * @param sink takes the pieces
     */
    public Planner(
            int transfer, int first, BucketLimits bucketLimits, LargeFilePolicy policy, Consumer<WorkItem> sink) {
        this.transfer = transfer;
        this.number = first;
        this.bucketLimits = bucketLimits;
        this.sink = sink;
        this.rule = rule(bucketLimits, policy);
        this.plainRun = new WorkItemBuilder(
                bucketLimits,
                new Slice.Plain(rule),
                (slice, entries, bytes, argumentBytes) ->
                        workItem(Kind.DIRECTORIES, slice, entries, bytes, argumentBytes, null));
        this.largeRun = new WorkItemBuilder(
                bucketLimits,
                new Slice.Large(0, Integer.MAX_VALUE),
                (slice, entries, bytes, argumentBytes) ->
                        workItem(Kind.LARGE, slice, entries, bytes, argumentBytes, null));
    }

    /** The rule by which directories are handed over. */
    public static DirectorySplit rule(BucketLimits bucketLimits, LargeFilePolicy policy) {
        return new DirectorySplit(bucketLimits.cutEntries(), bucketLimits.bytes(), policy);
    }

    private void workItem(
            Kind kind, Slice slice, long entries, long bytes, long argumentBytes, @Nullable FileName split) {
        sink.accept(new WorkItem(number++, transfer, kind, slice, entries, bytes, argumentBytes, split));
    }

    /** Takes the next listing in the manifest's order. */
    public void add(ListingSummary listing) {
        long entries = rule.plainEntries(listing);
        long bytes = rule.plainBytes(listing);
        if (rule.isCut(listing)) {
            plainRun.close();
            cut(listing, entries, bytes);
        } else {
            long names = rule.isNamed(listing) ? listing.entries() : 0;
            plainRun.add(listing, Math.max(1, entries), bytes, argumentBytes(listing, names));
        }
        if (rule.isApart(listing)) {
            addLarge(listing);
        }
        linked += listing.linked();
        linkedBytes += listing.linkedBytes();
        linkedTo = listing.linked() > 0 ? listing.end() : linkedTo;
    }

    private void cut(ListingSummary listing, long entries, long bytes) {
        long wanted = Math.max(BucketLimits.ceil(entries, rule.entries()), BucketLimits.ceil(bytes, rule.bytes()));
        long parts = Math.min(wanted, listing.entries());
        for (long part = 0; part < parts; part++) {
            int first = (int) (listing.entries() * part / parts);
            int last = (int) (listing.entries() * (part + 1) / parts);
            workItem(
                    Kind.DIRECTORIES,
                    new Slice(listing.position(), listing.end(), new Slice.Part(rule, first, last)),
                    Math.max(1, entries / parts),
                    bytes / parts,
                    argumentBytes(listing, last - first),
                    listing.directory());
        }
    }

    private void addLarge(ListingSummary listing) {
        List<LargeFile> files = listing.large();
        if (listing.largeBytes() * PIECES <= bucketLimits.bytes()) {
            largeRun.add(listing, files.size(), listing.largeBytes(), argumentBytes(listing, files.size()));
            return;
        }
        largeRun.close();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            bytes += files.get(i).size();
            if (i + 1 == files.size() || bytes * PIECES >= bucketLimits.bytes()) {
                Slice.Selection selection =
                        new Slice.Large(files.get(from).index(), files.get(i).index() + 1);
                int count = i + 1 - from;
                workItem(
                        Kind.LARGE,
                        new Slice(listing.position(), listing.end(), selection),
                        count,
                        bytes,
                        argumentBytes(listing, count),
                        null);
                from = i + 1;
                bytes = 0;
            }
        }
    }

    private static long argumentBytes(ListingSummary listing, long names) {
        long each = listing.directory().length() + 1L + listing.nameBytes() / Math.max(1, listing.entries());
        return listing.directory().length() + ARGUMENT_OVERHEAD + names * (each + ARGUMENT_OVERHEAD);
    }

    /**
     * Ends the plan.
     *
     * @return the number after its last piece
     */
    public int finish() {
        plainRun.close();
        largeRun.close();
        long wanted = Math.max(
                BucketLimits.ceil(linked, bucketLimits.entries()),
                BucketLimits.ceil(linkedBytes, bucketLimits.bytes()));
        int parts = (int) Math.min(wanted, MAX_LINK_PARTS);
        for (int part = 0; part < parts; part++) {
            Slice slice = new Slice(0, linkedTo, new Slice.Links(part, parts));
            workItem(Kind.LINKS, slice, linked / parts, linkedBytes / parts, 0, null);
        }
        return number;
    }
}
