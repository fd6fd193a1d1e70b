package dev.brigade.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.count.CountResult.Crowded;
import dev.brigade.count.CountResult.Sized;
import dev.brigade.crawl.CrawlSink;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What listings add up to. */
final class CounterTest {
    private final Counter taker = new Counter();

    private CountResult counted() {
        return taker.counted(4, 1 << 20, Duration.ZERO, Optional.empty());
    }

    private static Listing listing(String directory, Extent extent, int files) {
        Entry file = new Entry(FileName.of("f"), EntryType.FILE, 1, 0, 0);
        return new Listing(FileName.of(directory), extent, Collections.nCopies(files, file));
    }

    private static Listing whole(String directory, Entry... entries) {
        return new Listing(FileName.of(directory), Extent.WHOLE, List.of(entries));
    }

    private static Entry file(String name, long size, long inode) {
        return new Entry(FileName.of(name), EntryType.FILE, size, 0, inode);
    }

    @Test
    void theWorstOfTheFlatDirectoriesAreNamedAndAllCounted() throws IOException {
        CrawlSink sink = taker.below(FileName.of("/r"));
        int parts = Listing.MAX_ENTRIES;
        for (int i = 0; i < 12; i++) {
            sink.listing(listing("flat" + i, Extent.SOME, parts));
            sink.listing(listing("flat" + i, Extent.MORE, parts));
            sink.listing(listing("flat" + i, Extent.MORE, i));
        }
        sink.listing(listing("limit", Extent.SOME, parts));
        sink.listing(listing("limit", Extent.MORE, (int) Counter.FLAT - parts));
        sink.listing(listing("over", Extent.SOME, parts));
        sink.listing(listing("over", Extent.MORE, (int) Counter.FLAT - parts + 1));

        assertThat(counted().flat().count()).isEqualTo(13);
        assertThat(counted().flat().first())
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(i -> new Crowded(FileName.of("/r/flat" + (11 - i)), 2L * parts + 11 - i))
                        .toList());
    }

    /** Only directories that come in parts are looked at. */
    @Test
    void aDirectoryThatComesWholeIsNeverTooFlat() {
        assertThat(Counter.FLAT).isGreaterThanOrEqualTo(Listing.MAX_ENTRIES);
    }

    @Test
    void aFileWithSeveralNamesCountsOnceInAllThatIsAboutSizes() throws IOException {
        CrawlSink sink = taker.below(FileName.of("r"));
        sink.listing(whole("", file("a", 100, 7), file("b", 100, 7), file("c", 10, 0)));
        sink.listing(whole("d", file("e", 100, 7), file("f", 50, 8)));

        CountResult counted = counted();
        assertThat(counted.files()).isEqualTo(5);
        assertThat(counted.hardLinks()).isEqualTo(2);
        assertThat(counted.bytes()).isEqualTo(160);
        assertThat(counted.distinctFiles()).isEqualTo(3);
        assertThat(counted.sizes().stream().mapToLong(size -> size.files()).sum())
                .isEqualTo(3);
    }

    @Test
    void namesOfALinkThatIsNoFileAreNoHardLinks() throws IOException {
        taker.below(FileName.of("r"))
                .listing(whole(
                        "",
                        new Entry(FileName.of("l"), EntryType.SYMLINK, 0, 0, 9),
                        new Entry(FileName.of("m"), EntryType.SYMLINK, 0, 0, 9),
                        new Entry(FileName.of("p"), EntryType.OTHER, 0, 0, 0)));
        assertThat(counted().symlinks()).isEqualTo(2);
        assertThat(counted().others()).isEqualTo(1);
        assertThat(counted().hardLinks()).isZero();
        assertThat(counted().entries()).isEqualTo(4);
    }

    @Test
    void theLargestIsTheFirstByNameOfThoseEquallyLarge() throws IOException {
        CrawlSink b = taker.below(FileName.of("/b"));
        CrawlSink a = taker.below(FileName.of("/"));
        b.listing(whole("x", file("n", 9, 0), file("m", 9, 0)));
        assertThat(counted().largest()).contains(new Sized(FileName.of("/b/x/m"), 9));
        a.listing(whole("a", file("z", 9, 0), file("y", 3, 0)));
        a.listing(whole("z", file("z", 9, 0)));
        assertThat(counted().largest()).contains(new Sized(FileName.of("/a/z"), 9));
        b.listing(whole("", file("o", 10, 0)));
        assertThat(counted().largest()).contains(new Sized(FileName.of("/b/o"), 10));
    }

    @Test
    void unreadableNamesArePathsAndEachStandsOnce() {
        CrawlSink sink = taker.below(FileName.of("/r"));
        sink.unreadable(FileName.of("d"), "Permission denied");
        sink.unreadable(FileName.of("d"), "Permission denied");
        sink.unreadable(FileName.ROOT, "Input/output error");
        assertThat(counted().unreadable().count()).isEqualTo(2);
        assertThat(counted().unreadable().first())
                .extracting(problem -> String.valueOf(problem.name()))
                .containsExactly("/r", "/r/d");
    }

    @Test
    void bucketsAreAsSyncWouldMakeThem() throws IOException {
        CrawlSink sink = taker.below(FileName.of("r"));
        assertThat(counted().bucketEntries()).isEqualTo(16);
        sink.listing(listing("", Extent.SOME, 4_000));
        assertThat(counted().bucketEntries()).isEqualTo(1_000);
        assertThat(counted().processes()).isEqualTo(4);
    }
}
