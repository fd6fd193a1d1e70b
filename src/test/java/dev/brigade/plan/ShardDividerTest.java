package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every entry is in exactly one shard, all names of an inode in the same one, and shards cost about the same. */
class ShardDividerTest {
    @TempDir
    Path folder;

    /** Directories from tiny to large, some with hard links. */
    private static List<Listing> tree(Random random) {
        List<Listing> listings = new ArrayList<>();
        for (int d = 0; d < 300; d++) {
            int number = random.nextInt(20) == 0 ? 3000 : random.nextInt(40);
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                long inode = random.nextInt(30) == 0 ? 1 + random.nextInt(50) : 0;
                long size = random.nextInt(50) == 0 ? (long) random.nextInt(100) << 20 : random.nextInt(10_000);
                entries.add(new Entry(FileName.of("f" + i), EntryType.FILE, size, 0, inode));
            }
            listings.add(new Listing(FileName.of("d" + d), Extent.WHOLE, entries));
        }
        return listings;
    }

    private record Part(int shard, Listing listing) {}

    private List<Part> divide(List<Listing> listings, int shards, Totals totals) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (PlanCheck check = new PlanCheck(folder, listings)) {
            ShardDivider divider = new ShardDivider(
                    shards, ShardDivider.most(totals, shards), (shard, part) -> parts.add(new Part(shard, part)));
            check.manifest().each(divider::add);
        }
        return parts;
    }

    private static Totals totals(List<Listing> listings) {
        long entries = listings.stream().mapToLong(it -> it.entries().size()).sum();
        long bytes = listings.stream()
                .flatMap(it -> it.entries().stream())
                .mapToLong(Entry::size)
                .sum();
        return new Totals(entries, listings.size(), bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsItsPromises(long seed) throws IOException {
        List<Listing> listings = tree(new Random(seed));
        Totals totals = totals(listings);
        int shards = 7;

        List<Part> parts = divide(listings, shards, totals);

        Map<FileName, Integer> shardOf = new HashMap<>();
        Map<Long, Set<Integer>> shardsOfInode = new HashMap<>();
        long[] cost = new long[shards];
        for (Part part : parts) {
            for (Entry entry : part.listing.entries()) {
                assertThat(shardOf.put(part.listing.directory().resolve(entry.name()), part.shard))
                        .isNull();
                if (entry.isLinked()) {
                    shardsOfInode
                            .computeIfAbsent(entry.inode(), none -> new HashSet<>())
                            .add(part.shard);
                }
                cost[part.shard] += Bucket.costOf(1, entry.size());
            }
        }
        assertThat(shardOf).hasSize((int) totals.entries());
        assertThat(shardsOfInode.values()).allSatisfy(its -> assertThat(its).hasSize(1));
        long even = Bucket.costOf(totals.entries(), totals.bytes()) / shards;
        for (long one : cost) {
            assertThat(one).as("seed %d: %d of %d", seed, one, even).isBetween(even * 3 / 4, even * 5 / 4);
        }
    }

    @Test
    void onlyAWholeDirectorySpeaksForItself() throws IOException {
        List<Listing> listings = tree(new Random(9));

        for (Part part : divide(listings, 5, totals(listings))) {
            Listing whole = listings.stream()
                    .filter(listing -> listing.directory().equals(part.listing.directory()))
                    .findFirst()
                    .orElseThrow();
            boolean all = whole.entries().size() == part.listing.entries().size()
                    && whole.entries().stream().noneMatch(Entry::isLinked);
            assertThat(part.listing.extent() != Extent.WHOLE || all).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0,1,1", "3,0,1,3", "1000,0,1,4", "1000,0,3,12", "200000000,0,4,400", "5000000000,0,4,1000"})
    void theNumberOfShards(long entries, long bytes, int clients, int shards) {
        assertThat(ShardDivider.number(new Totals(entries, 0, bytes), clients)).isEqualTo(shards);
    }
}
