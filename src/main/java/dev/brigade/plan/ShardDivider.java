package dev.brigade.plan;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.model.Entry;
import dev.brigade.model.Totals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Divides what a crawl found into shards of about equal cost. A shard gets whole directories; a directory that costs
 * too much is divided, and so is one that holds hard links, because all names of an inode belong to one shard. Each
 * part goes to the shard that has least so far, so a shard has parts of the whole tree. Not thread-safe.
 */
public final class ShardDivider {
    /** Cost of a usual shard: some minutes for a client that copies 1,000 to 3,000 small files a second. */
    static final long USUAL_COST = 500_000;

    /** A client that is slower than others should not keep them waiting long. */
    static final int LEAST_PER_CLIENT = 4;

    /** Slurm's MaxArraySize is 1,001 unless its administrator changes it. */
    public static final int MOST = 1000;

    /** A directory that costs more than such a part of a shard is divided. */
    private static final int PARTS = 8;

    private final int shards;
    private final long most;
    private final Sink sink;
    private final long[] load;
    private final TreeSet<Integer> byLoad;

    /** Takes the parts of shards. */
    public interface Sink {
        /** Takes one part. */
        void accept(int shard, Listing part) throws IOException;
    }

    /**
     * Prepares a division.
     *
     * @param shards number of shards, at least 1
     * @param most cost of the largest directory that is not divided, at least 1
     */
    public ShardDivider(int shards, long most, Sink sink) {
        this.shards = shards;
        this.most = most;
        this.sink = sink;
        this.load = new long[shards];
        this.byLoad = new TreeSet<>(
                Comparator.comparingLong((Integer shard) -> load[shard]).thenComparing(Comparator.naturalOrder()));
        for (int shard = 0; shard < shards; shard++) {
            byLoad.add(shard);
        }
    }

    /** Returns how many shards a tree of a size gets, 1 to {@link #MOST}. */
    public static int number(Totals totals, int clients) {
        long cost = Bucket.costOf(totals.entries(), totals.bytes());
        long wanted = Math.max(BucketLimits.ceil(cost, USUAL_COST), (long) LEAST_PER_CLIENT * clients);
        return (int) Math.max(1, Math.min(Math.min(wanted, MOST), totals.entries()));
    }

    /** Returns the cost of the largest directory that is not divided. */
    public static long most(Totals totals, int shards) {
        return Math.max(1, Bucket.costOf(totals.entries(), totals.bytes()) / ((long) shards * PARTS));
    }

    /** Returns whether a directory is divided, so that no shard has all of it. */
    public static boolean isDivided(ListingSummary listing, long most) {
        return listing.extent() != Extent.WHOLE
                || listing.linked() > 0
                || listing.entries() > 1 && Bucket.costOf(listing.entries(), listing.bytes()) > most;
    }

    /** Divides one listing. */
    public void add(ListingCursor at) throws IOException {
        ListingSummary listing = at.summary();
        if (!isDivided(listing, most)) {
            give(new Listing(listing.directory(), Extent.WHOLE, at.entries()));
            return;
        }
        Map<Integer, List<Entry>> linked = new LinkedHashMap<>();
        List<Entry> part = new ArrayList<>();
        long cost = 0;
        for (Entry entry : at.entries()) {
            if (entry.isLinked()) {
                linked.computeIfAbsent((int) Math.floorMod(entry.inode(), (long) shards), none -> new ArrayList<>())
                        .add(entry);
                continue;
            }
            part.add(entry);
            cost += Bucket.costOf(1, entry.size());
            if (cost >= most) {
                give(new Listing(listing.directory(), Extent.MORE, part));
                part = new ArrayList<>();
                cost = 0;
            }
        }
        if (!part.isEmpty()) {
            give(new Listing(listing.directory(), Extent.MORE, part));
        }
        for (Map.Entry<Integer, List<Entry>> group : linked.entrySet()) {
            give(group.getKey(), new Listing(listing.directory(), Extent.MORE, group.getValue()));
        }
    }

    private void give(Listing part) throws IOException {
        give(byLoad.first(), part);
    }

    private void give(int shard, Listing part) throws IOException {
        byLoad.remove(shard);
        long bytes = part.entries().stream().mapToLong(Entry::size).reduce(0, Totals::add);
        load[shard] += 1 + Bucket.costOf(part.entries().size(), bytes); // A directory costs something itself.
        byLoad.add(shard);
        sink.accept(shard, part);
    }
}
