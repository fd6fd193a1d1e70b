package dev.brigade.plan;

import dev.brigade.model.Bucket;
import dev.brigade.model.Bucket.Kind;
import dev.brigade.model.Listing.Extent;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Divides a manifest into buckets, one summary after the other. Directories stay whole wherever they fit a bucket, because naming a
 * directory costs rsync 4 to 9 times less than naming its files. It remembers pieces, some {@value #PIECES} for each bucket, never
 * directories: memory does not grow with the tree. Not thread-safe; used once.
 */
public final class Planner {
    /** Pieces for each bucket: enough for an even deal, few enough that neighbours stay together. */
    private static final int PIECES = 16;

    /** Each part of the links reads the manifest anew, so there are never more than this. */
    private static final int MAX_LINK_PARTS = 256;

    /** What an argument costs beside its name: {@code ././}, a slash, the ending NUL and the pointer. */
    private static final int ARGUMENT_OVERHEAD = 14;

    private final int source;
    private final Sizing sizing;
    private final LargeFilePolicy policy;
    private final List<Piece> directories = new ArrayList<>();
    private final List<Piece> large = new ArrayList<>();
    private final Run run = new Run();
    private long linked;
    private long linkedBytes;
    private long linkedTo;

    /**
     * Begins a plan.
     *
     * @param source which of the run's sources it is for
     * @param sizing how large its buckets should be
     * @param policy what becomes of large files
     */
    public Planner(int source, Sizing sizing, LargeFilePolicy policy) {
        this.source = source;
        this.sizing = sizing;
        this.policy = policy;
    }

    /** Takes the next listing in the manifest's order. */
    public void add(ListingSummary listing) {
        boolean apart = policy != LargeFilePolicy.TOGETHER && listing.large().count() > 0;
        long entries = listing.entries() - listing.linked() - (apart ? listing.large().count() : 0);
        long bytes = policy == LargeFilePolicy.TOGETHER
                ? 0
                : listing.bytes() - listing.linkedBytes() - listing.large().bytes();
        boolean byName = listing.extent() != Extent.WHOLE
                || listing.linked() > 0
                || apart && policy == LargeFilePolicy.APART_BY_NAME
                || entries > sizing.entries()
                || bytes > sizing.bytes() && entries > 1;
        if (byName) {
            addNames(listing, entries, bytes, apart);
        } else {
            run.add(listing, entries, bytes);
        }
        if (apart) {
            addLarge(listing);
        }
        linked += listing.linked();
        linkedBytes += listing.linkedBytes();
        linkedTo = listing.linked() > 0 ? listing.end() : linkedTo;
    }

    private void addNames(ListingSummary listing, long entries, long bytes, boolean apart) {
        long cuts = Math.max(1, Math.max(ceil(entries, sizing.entries()), ceil(bytes, sizing.bytes())));
        cuts = Math.max(1, Math.min(cuts, listing.entries()));
        for (long cut = 0; cut < cuts; cut++) {
            int first = (int) (listing.entries() * cut / cuts);
            int last = (int) (listing.entries() * (cut + 1) / cuts);
            boolean itself = cut == 0 && (listing.extent() == Extent.WHOLE || listing.extent() == Extent.FIRST_PART);
            Slice.Choice names = new Slice.Names(first, last, itself, !apart);
            directories.add(new Piece(
                    new Slice(listing.position(), listing.end(), names),
                    Math.max(1, entries / cuts),
                    bytes / cuts,
                    argumentBytes(listing, last - first),
                    listing.directory()));
        }
    }

    private void addLarge(ListingSummary listing) {
        long[] sizes = listing.large().size();
        int[] places = listing.large().index();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < sizes.length; i++) {
            bytes += sizes[i];
            int count = i + 1 - from;
            if (i + 1 == sizes.length || bytes * PIECES >= sizing.bytes() || (long) count * PIECES >= sizing.entries()) {
                Slice.Choice choice = new Slice.Large(places[from], places[i] + 1);
                Slice slice = new Slice(listing.position(), listing.end(), choice);
                large.add(new Piece(slice, count, bytes, argumentBytes(listing, count), null));
                from = i + 1;
                bytes = 0;
            }
        }
    }

    private static long argumentBytes(ListingSummary listing, long names) {
        long each = listing.directory().length() + 1 + listing.nameBytes() / Math.max(1, listing.entries());
        return (names + 1) * (each + ARGUMENT_OVERHEAD);
    }

    /** Ends the plan: the buckets, the costliest first. */
    public List<Bucket> finish() {
        run.close();
        List<Bucket> buckets = new ArrayList<>();
        buckets.addAll(Dealer.deal(source, Kind.DIRECTORIES, directories, sizing));
        buckets.addAll(Dealer.deal(source, Kind.LARGE, large, sizing));
        buckets.addAll(links());
        buckets.sort(Comparator.comparingLong(Bucket::cost).reversed());
        return buckets;
    }

    private List<Bucket> links() {
        long parts = Math.max(ceil(linked, sizing.entries()), ceil(linkedBytes, sizing.bytes()));
        int count = (int) Math.min(parts, MAX_LINK_PARTS);
        List<Bucket> buckets = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            Slice slice = new Slice(0, linkedTo, new Slice.Links(part, count));
            buckets.add(new Bucket(source, Kind.LINKS, List.of(slice), linked / count, linkedBytes / count, Set.of()));
        }
        return buckets;
    }

    private static long ceil(long total, long size) {
        return -Math.floorDiv(-total, size);
    }

    /** Neighbouring whole directories that make the next piece. */
    private final class Run {
        private long from;
        private long to = -1;
        private long entries;
        private long bytes;
        private long arguments;

        void add(ListingSummary listing, long moreEntries, long moreBytes) {
            if (listing.position() != to || isLargeEnough()) {
                close();
                from = listing.position();
            }
            to = listing.end();
            entries += Math.max(1, moreEntries);
            bytes += moreBytes;
            arguments += listing.directory().length() + ARGUMENT_OVERHEAD;
        }

        private boolean isLargeEnough() {
            return entries * PIECES >= sizing.entries()
                    || bytes * PIECES >= sizing.bytes()
                    || arguments * PIECES >= sizing.argumentBytes();
        }

        void close() {
            if (entries > 0) {
                directories.add(new Piece(new Slice(from, to, new Slice.Directories()), entries, bytes, arguments, null));
            }
            entries = 0;
            bytes = 0;
            arguments = 0;
        }
    }
}
