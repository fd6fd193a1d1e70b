package dev.brigade.plan;

import dev.brigade.manifest.DirectorySplit;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.ListingSummary.LargeFile;
import dev.brigade.manifest.Slice;
import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides a manifest into work items, one summary after the other, some {@value #WORK_ITEMS} for each bucket. It
 * remembers no directories, so its memory does not grow with the tree. The same summaries make the same work items in
 * the same order. Not thread-safe; used once.
 */
public final class Planner {
    /** Work items for each bucket: enough for even buckets, few enough that neighbours stay together. */
    static final int WORK_ITEMS = 16;

    /** Each part of the links reads the manifest again, so there are never more than this. */
    private static final int MAX_LINK_PARTS = 256;

    /** Bytes that an argument takes beside its name: {@code ././}, a slash, the ending NUL and the pointer. */
    private static final int ARGUMENT_OVERHEAD = 14;

    private final int transfer;
    private final PlanRules rules;
    private final BucketLimits limits;
    private final DirectorySplit split;
    private final Consumer<WorkItem> sink;
    private final WorkItemBuilder plain;
    private final WorkItemBuilder large;
    /** Names of inodes with several, and their bytes, by the destination's mount. */
    private final Map<FileName, Totals> linked = new TreeMap<>();

    private long linkedTo;
    private int number;

    /**
     * Begins a plan.
     *
     * @param transfer which of the run's transfers it is for
     * @param first number of its first work item
     * @param sink takes the work items
     */
    public Planner(int transfer, int first, PlanRules rules, Consumer<WorkItem> sink) {
        this.transfer = transfer;
        this.number = first;
        this.rules = rules;
        this.limits = rules.limits();
        this.split = rules.split();
        this.sink = sink;
        this.plain = builder(Kind.DIRECTORIES, new Slice.Plain(split));
        this.large = builder(Kind.LARGE, new Slice.Large(0, Integer.MAX_VALUE));
    }

    private WorkItemBuilder builder(Kind kind, Slice.Selection selection) {
        return new WorkItemBuilder(
                limits,
                selection,
                (slice, entries, bytes, argumentBytes) -> add(kind, slice, entries, bytes, argumentBytes, null));
    }

    private void add(Kind kind, Slice slice, long entries, long bytes, long argumentBytes, @Nullable FileName part) {
        sink.accept(new WorkItem(number++, transfer, kind, slice, entries, bytes, argumentBytes, part));
    }

    /** Takes the next listing in the manifest's order. */
    public void add(ListingSummary listing) {
        long entries = split.plainEntries(listing);
        long bytes = split.plainBytes(listing);
        if (split.isCut(listing)) {
            plain.close();
            cut(listing, entries, bytes);
        } else {
            long names = split.isNamed(listing) ? listing.entries() : 0;
            plain.add(listing, Math.max(1, entries), bytes, argumentBytes(listing, names));
        }
        if (split.isApart(listing)) {
            addLarge(listing);
        }
        if (listing.linked() > 0) {
            linked.merge(
                    rules.mounts().of(listing.directory()),
                    new Totals(listing.linked(), 0, listing.linkedBytes()),
                    Totals::plus);
            linkedTo = listing.end();
        }
    }

    private void cut(ListingSummary listing, long entries, long bytes) {
        long wanted = Math.max(BucketLimits.ceil(entries, split.entries()), BucketLimits.ceil(bytes, split.bytes()));
        long parts = Math.min(wanted, listing.entries());
        for (long part = 0; part < parts; part++) {
            int first = (int) (listing.entries() * part / parts);
            int last = (int) (listing.entries() * (part + 1) / parts);
            add(
                    Kind.DIRECTORIES,
                    new Slice(listing.position(), listing.end(), new Slice.Part(split, first, last)),
                    Math.max(1, entries / parts),
                    bytes / parts,
                    argumentBytes(listing, last - first),
                    listing.directory());
        }
    }

    private void addLarge(ListingSummary listing) {
        List<LargeFile> files = listing.large();
        if (listing.largeBytes() * WORK_ITEMS <= limits.bytes()) {
            large.add(listing, files.size(), listing.largeBytes(), argumentBytes(listing, files.size()));
            return;
        }
        large.close();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            bytes += files.get(i).size();
            if (i + 1 == files.size() || bytes * WORK_ITEMS >= limits.bytes()) {
                Slice.Selection selection =
                        new Slice.Large(files.get(from).index(), files.get(i).index() + 1);
                int count = i + 1 - from;
                Slice slice = new Slice(listing.position(), listing.end(), selection);
                add(Kind.LARGE, slice, count, bytes, argumentBytes(listing, count), null);
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
     * @return the number after its last work item
     */
    public int finish() {
        plain.close();
        large.close();
        linked.forEach((mount, names) -> {
            long wanted = Math.max(
                    BucketLimits.ceil(names.entries(), limits.entries()),
                    BucketLimits.ceil(names.bytes(), limits.bytes()));
            int parts = (int) Math.min(wanted, MAX_LINK_PARTS);
            for (int part = 0; part < parts; part++) {
                Slice.Selection selection = new Slice.Links(part, parts, rules.mounts(), mount);
                add(
                        Kind.LINKS,
                        new Slice(0, linkedTo, selection),
                        names.entries() / parts,
                        names.bytes() / parts,
                        0,
                        null);
            }
        });
        return number;
    }
}
