package dev.brigade.plan;

import dev.brigade.model.Bucket;
import dev.brigade.model.Bucket.Kind;
import dev.brigade.model.Division;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.ListingSummary.LargeFile;
import dev.brigade.model.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Divides a manifest into buckets, one summary after the other. It remembers pieces, some {@value #PIECES} for each bucket, never
 * directories: memory does not grow with the tree. Not thread-safe; used once.
 */
public final class Planner {
    /** Pieces for each bucket: enough for an even deal, few enough that neighbours stay together. */
    static final int PIECES = 16;

    /** Each part of the links reads the manifest anew, so there are never more than this. */
    private static final int MAX_LINK_PARTS = 256;

    /** What an argument costs beside its name: {@code ././}, a slash, the ending NUL and the pointer. */
    private static final int ARGUMENT_OVERHEAD = 14;

    private final int source;
    private final Sizing sizing;
    private final Division rule;
    private final List<Piece> plain = new ArrayList<>();
    private final List<Piece> large = new ArrayList<>();
    private final Gathering plainRun;
    private final Gathering largeRun;
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
        this.rule = new Division(sizing.entries(), sizing.bytes(), policy);
        this.plainRun = new Gathering(sizing, new Slice.Plain(rule), plain::add);
        this.largeRun = new Gathering(sizing, new Slice.Large(0, Integer.MAX_VALUE), large::add);
    }

    /** The rule by which directories are handed over. */
    public Division rule() {
        return rule;
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
        long wanted = Math.max(Gathering.ceil(entries, sizing.entries()), Gathering.ceil(bytes, sizing.bytes()));
        long parts = Math.min(wanted, listing.entries());
        for (long part = 0; part < parts; part++) {
            int first = (int) (listing.entries() * part / parts);
            int last = (int) (listing.entries() * (part + 1) / parts);
            plain.add(new Piece(
                    new Slice(listing.position(), listing.end(), new Slice.Part(rule, first, last)),
                    Math.max(1, entries / parts),
                    bytes / parts,
                    argumentBytes(listing, last - first),
                    listing.directory()));
        }
    }

    private void addLarge(ListingSummary listing) {
        List<LargeFile> files = listing.large();
        if (listing.largeBytes() * PIECES <= sizing.bytes()) {
            largeRun.add(listing, files.size(), listing.largeBytes(), argumentBytes(listing, files.size()));
            return;
        }
        largeRun.close();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            bytes += files.get(i).size();
            if (i + 1 == files.size() || bytes * PIECES >= sizing.bytes()) {
                Slice.Choice choice =
                        new Slice.Large(files.get(from).index(), files.get(i).index() + 1);
                int count = i + 1 - from;
                large.add(new Piece(
                        new Slice(listing.position(), listing.end(), choice),
                        count,
                        bytes,
                        argumentBytes(listing, count),
                        null));
                from = i + 1;
                bytes = 0;
            }
        }
    }

    private static long argumentBytes(ListingSummary listing, long names) {
        long each = listing.directory().length() + 1L + listing.nameBytes() / Math.max(1, listing.entries());
        return listing.directory().length() + ARGUMENT_OVERHEAD + names * (each + ARGUMENT_OVERHEAD);
    }

    /** Ends the plan: the buckets, the costliest first. */
    public List<Bucket> finish() {
        plainRun.close();
        largeRun.close();
        List<Bucket> buckets = new ArrayList<>();
        buckets.addAll(Dealer.deal(source, Kind.DIRECTORIES, plain, sizing));
        buckets.addAll(Dealer.deal(source, Kind.LARGE, large, sizing));
        buckets.addAll(links());
        buckets.sort(Comparator.comparingLong(Bucket::cost).reversed());
        return buckets;
    }

    private List<Bucket> links() {
        long wanted = Math.max(Gathering.ceil(linked, sizing.entries()), Gathering.ceil(linkedBytes, sizing.bytes()));
        int parts = (int) Math.min(wanted, MAX_LINK_PARTS);
        List<Bucket> buckets = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            Slice slice = new Slice(0, linkedTo, new Slice.Links(part, parts));
            buckets.add(new Bucket(source, Kind.LINKS, List.of(slice), linked / parts, linkedBytes / parts, Set.of()));
        }
        return buckets;
    }
}
