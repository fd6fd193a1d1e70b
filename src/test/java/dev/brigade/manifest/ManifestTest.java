package dev.brigade.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.manifest.Listing.Extent;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.RandomListings;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.Bucket.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crawl found comes back from disk as it was. */
final class ManifestTest {
    private static final int SEEDS = 20;

    @TempDir
    private Path folder;

    private Manifest write(List<Listing> listings) throws IOException {
        try (ManifestWriter writer =
                new ManifestWriter(Files.createTempDirectory(folder, "m").resolve("manifest"))) {
            for (Listing listing : listings) {
                writer.add(listing);
            }
            return writer.finish();
        }
    }

    private static List<Listing> read(Manifest manifest) throws IOException {
        List<Listing> listings = new ArrayList<>();
        ListingCursor cursor = manifest.open();
        while (cursor.next()) {
            listings.add(
                    new Listing(cursor.summary().directory(), cursor.summary().extent(), cursor.entries()));
        }
        return listings;
    }

    @Test
    void listingsComeBackAsTheyWere() throws IOException {
        Set<Extent> extents = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Listing> listings = RandomListings.of(seed, 50, 500);
            try (Manifest manifest = write(listings)) {
                assertThat(read(manifest)).as("seed %d", seed).isEqualTo(listings);
            }
            listings.forEach(listing -> extents.add(listing.extent()));
        }
        assertThat(extents).containsExactlyInAnyOrder(Extent.values());
    }

    @Test
    void summariesAndTotalsTellWhatTheListingsHold() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Listing> listings = RandomListings.of(seed, 50, 500);
            List<Entry> all =
                    listings.stream().flatMap(l -> l.entries().stream()).toList();
            try (Manifest manifest = write(listings)) {
                ListingCursor cursor = manifest.open();
                for (Listing listing : listings) {
                    // Entries are not asked for, so the cursor has to find the next listing by itself.
                    assertThat(cursor.next()).isTrue();
                    check(cursor.summary(), listing, "seed " + seed);
                }
                assertThat(cursor.next()).isFalse();
                assertThat(manifest.totals())
                        .isEqualTo(new Totals(
                                all.size(),
                                count(all, entry -> entry.type() == EntryType.DIRECTORY),
                                bytes(all, entry -> true)));
            }
        }
    }

    private static void check(ListingSummary summary, Listing listing, String description) {
        List<Entry> entries = listing.entries();
        assertThat(summary.entries()).as(description).isEqualTo(entries.size());
        assertThat(summary.bytes()).as(description).isEqualTo(bytes(entries, entry -> true));
        assertThat(summary.linked()).as(description).isEqualTo((int) count(entries, Entry::isLinked));
        assertThat(summary.linkedBytes()).as(description).isEqualTo(bytes(entries, Entry::isLinked));
        assertThat(summary.largeBytes()).as(description).isEqualTo(bytes(entries, Entry::isLarge));
        assertThat(summary.nameBytes())
                .as(description)
                .isEqualTo(entries.stream()
                        .mapToInt(entry -> entry.name().length())
                        .sum());
        assertThat(summary.large().stream().map(large -> entries.get(large.index())))
                .as(description)
                .containsExactlyElementsOf(
                        entries.stream().filter(Entry::isLarge).toList());
    }

    private static long count(List<Entry> entries, Predicate<Entry> which) {
        return entries.stream().filter(which).count();
    }

    private static long bytes(List<Entry> entries, Predicate<Entry> which) {
        return entries.stream().filter(which).mapToLong(Entry::size).sum();
    }

    @Test
    void eachChoiceNamesWhatItSays() throws IOException {
        DirectorySplit whole = new DirectorySplit(Long.MAX_VALUE, Long.MAX_VALUE, LargeFilePolicy.TOGETHER);
        DirectorySplit apart = new DirectorySplit(5, Long.MAX_VALUE, LargeFilePolicy.APART_BY_NAME);
        Entry small = file("small", 1, 0);
        Entry large = file("large", Entry.LARGE_BYTES, 0);
        Entry linked = file("linked", Entry.LARGE_BYTES, 7);
        Entry below = new Entry(FileName.of("below"), EntryType.DIRECTORY, 0, 0, 0);
        List<Listing> listings = List.of(
                new Listing(FileName.ROOT, Extent.WHOLE, List.of(small, below)),
                new Listing(FileName.of("a"), Extent.WHOLE, List.of(small, large, linked)),
                new Listing(FileName.of("b"), Extent.SOME, List.of(large, small)),
                new Listing(FileName.of("b"), Extent.MORE, List.of(file("more", 1, 0))),
                new Listing(FileName.of("c"), Extent.SHARED, List.of(below)));
        try (Manifest manifest = write(listings)) {
            assertThat(items(manifest, new Slice.Plain(whole)))
                    .containsExactly("./", "a", "a/small", "a/large", "b", "b/large", "b/small", "b/more", "c/below");
            assertThat(items(manifest, new Slice.Plain(apart)))
                    .containsExactly("./", "a", "a/small", "b", "b/small", "b/more", "c/below");
            assertThat(items(manifest, new Slice.Part(whole, 1, 2))).containsExactly("below", "a/large", "b/small");
            assertThat(items(manifest, new Slice.Large(0, Integer.MAX_VALUE))).containsExactly("a/large", "b/large");
            assertThat(items(manifest, new Slice.Large(1, 2))).containsExactly("a/large");
            assertThat(items(manifest, new Slice.Links(0, 1, InnerMounts.NONE, FileName.ROOT)))
                    .containsExactly("a/linked");
            assertThat(items(manifest, new Slice.Links(7 % 3, 3, InnerMounts.NONE, FileName.ROOT)))
                    .containsExactly("a/linked");
            assertThat(items(manifest, new Slice.Links(0, 3, InnerMounts.NONE, FileName.ROOT)))
                    .isEmpty();
            assertThat(items(manifest, new Slice.Directories(Optional.empty()))).containsExactly("./", "a", "b");
            assertThat(items(manifest, new Slice.Directories(Optional.of(whole))))
                    .containsExactly("a/", "b/");
        }
    }

    private static Entry file(String name, long size, long inode) {
        return new Entry(FileName.of(name), EntryType.FILE, size, 0, inode);
    }

    private static List<String> items(Manifest manifest, Slice.Selection selection) throws IOException {
        List<String> names = new ArrayList<>();
        Slice slice = new Slice(0, manifest.readable(), selection);
        Bucket bucket = new Bucket(0, Kind.DIRECTORIES, List.of(), List.of(slice), 0, 0, Set.of());
        manifest.items(bucket.slices(), item -> names.add(text(item)));
        return names;
    }

    private static String text(TransferItem item) {
        return (item.name().isRoot() ? "." : item.name()) + (item.contents() ? "/" : "");
    }

    @Test
    void aSliceIsReadAlone() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Listing> listings = RandomListings.of(seed, 50, 100);
            Random random = new Random(seed);
            try (Manifest manifest = write(listings)) {
                List<ListingSummary> summaries = new ArrayList<>();
                ListingCursor cursor = manifest.open();
                while (cursor.next()) {
                    summaries.add(cursor.summary());
                }
                int first = random.nextInt(summaries.size());
                int last = first + random.nextInt(summaries.size() - first);
                Slice slice = new Slice(
                        summaries.get(first).position(),
                        summaries.get(last).end(),
                        new Slice.Directories(Optional.empty()));
                List<FileName> names = new ArrayList<>();
                manifest.items(List.of(slice), item -> names.add(item.name()));
                List<FileName> wanted = summaries.subList(first, last + 1).stream()
                        .filter(listing -> listing.extent() == Extent.WHOLE || listing.extent() == Extent.SOME)
                        .map(ListingSummary::directory)
                        .toList();
                assertThat(names).as("seed %d", seed).isEqualTo(wanted);
            }
        }
    }

    @Test
    void entriesAreFoundByName() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Map<FileName, Entry> all = new HashMap<>();
            List<Listing> listings = RandomListings.of(seed, 50, 500);
            listings.forEach(listing -> listing.entries()
                    .forEach(entry -> all.put(listing.directory().resolve(entry.name()), entry)));
            List<FileName> names = new ArrayList<>(all.keySet());
            Collections.shuffle(names, new Random(seed));
            Set<FileName> some = new HashSet<>(names.subList(0, names.size() / 2));
            Map<FileName, Entry> wanted = new HashMap<>(all);
            wanted.keySet().retainAll(some);
            some.add(FileName.of("never/there"));
            some.add(FileName.ROOT);
            try (Manifest manifest = write(listings)) {
                assertThat(manifest.find(some)).as("seed %d", seed).isEqualTo(wanted);
                assertThat(manifest.find(Set.of())).isEmpty();
            }
        }
    }

    @Test
    void manyThreadsWriteWithoutLosingOrMixingListings() throws Exception {
        int writers = 16;
        // Small listings, so that the threads meet, and some that are larger than what the writer keeps in memory.
        List<Listing> listings = new ArrayList<>(RandomListings.of(42, 800, 600));
        for (int i = 0; i < 40_000; i++) {
            listings.add(new Listing(FileName.of("e" + i), Extent.WHOLE, List.of()));
        }
        Path file = folder.resolve("together");
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (ManifestWriter writer = new ManifestWriter(file)) {
            CountDownLatch go = new CountDownLatch(writers);
            List<Future<?>> ended = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int mine = i;
                ended.add(threads.submit(() -> {
                    go.countDown();
                    go.await();
                    for (int at = mine; at < listings.size(); at += writers) {
                        writer.add(listings.get(at));
                    }
                    return mine;
                }));
            }
            for (Future<?> end : ended) {
                end.get();
            }
            try (Manifest manifest = writer.finish()) {
                assertThat(manifest.readable())
                        .as("more than the writer keeps in memory")
                        .isGreaterThan(1 << 19);
                List<Listing> read = read(manifest);
                assertThat(read).hasSameSizeAs(listings);
                assertThat(new HashSet<>(read)).isEqualTo(new HashSet<>(listings));
                assertThat(manifest.totals().entries())
                        .isEqualTo(listings.stream()
                                .mapToLong(listing -> listing.entries().size())
                                .sum());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void listingsMayBeLargerThanAnyBufferAndAreSkippedUnread() throws IOException {
        Listing small = listing("small", 1);
        List<Listing> listings = new ArrayList<>(List.of(small, listing("large", Listing.MAX_ENTRIES), small));
        for (int i = 0; i < 20; i++) {
            listings.add(listing("middle", 200 + i));
        }
        try (Manifest manifest = write(listings)) {
            assertThat(read(manifest)).isEqualTo(listings);
            ListingCursor cursor = manifest.open();
            for (Listing listing : listings) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.summary().entries())
                        .isEqualTo(listing.entries().size());
            }
            assertThat(cursor.entries()).isEqualTo(listings.get(22).entries());
        }
    }

    /** Names of 255 bytes. */
    private static Listing listing(String name, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(file(String.format("%05d", i) + "n".repeat(250), i, 0));
        }
        return new Listing(FileName.of(name), Extent.WHOLE, entries);
    }

    @Test
    void filesThatClaimMoreThanThereCanBeAddUpToTheLargestNumber() throws IOException {
        List<Entry> hollow =
                List.of(file("a", Long.MAX_VALUE, 0), file("b", Long.MAX_VALUE, 0), file("c", Long.MAX_VALUE, 9));
        List<Listing> listings = List.of(
                new Listing(FileName.ROOT, Extent.WHOLE, hollow), new Listing(FileName.of("d"), Extent.WHOLE, hollow));
        try (Manifest manifest = write(listings)) {
            assertThat(read(manifest)).isEqualTo(listings);
            assertThat(manifest.totals().bytes()).isEqualTo(Long.MAX_VALUE);
            ListingCursor cursor = manifest.open();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.summary().bytes()).isEqualTo(Long.MAX_VALUE);
            assertThat(cursor.summary().largeBytes()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void nobodyElseMayReadAManifestAndNoneIsOverwritten() throws IOException {
        Path file = folder.resolve("private");
        try (ManifestWriter writer = new ManifestWriter(file)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            writer.add(new Listing(FileName.ROOT, Extent.WHOLE, List.of()));
        }
        assertThatThrownBy(() -> new ManifestWriter(file)).isInstanceOf(IOException.class);
    }
}
