package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.crawl.DirectoryReader.Directory;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.StateException;
import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Trees that change while they are read, sinks that fail, and threads that hang. */
@ParameterizedClass
@EnumSource(Reading.class)
final class CrawlDisturbedTest {
    private final Reading reading;

    @TempDir
    private Path folder;

    CrawlDisturbedTest(Reading reading) {
        this.reading = reading;
    }

    private Found in(Path root, CrawlRules rules) throws IOException, InterruptedException {
        return Found.of(Found.contents(root), List.of(), reading.with(rules));
    }

    @Test
    void ofAVeryLargeDirectoryNoPartIsLostSilently() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("large"));
        for (int i = 0; i < Listing.MAX_ENTRIES + 5; i++) {
            Files.createSymbolicLink(directory.resolve("l" + i), Path.of("x"));
        }
        assertThatThrownBy(() ->
                        Crawler.crawl(Found.contents(folder), List.of(), reading.with(Found.rules(4)), failingSink(2)))
                .isInstanceOf(StateException.class)
                .hasMessage("manifest: No space left on device");
    }

    /** Takes some listings, then there is no space. */
    private static CrawlSink failingSink(int room) {
        AtomicInteger listings = new AtomicInteger();
        return new CrawlSink() {
            @Override
            public void listing(Listing listing) throws IOException {
                if (listings.incrementAndGet() >= room) {
                    throw StateException.of("manifest", new IOException("No space left on device"));
                }
            }

            @Override
            public void unreadable(FileName name, String reason) {}
        };
    }

    @Test
    void aDirectoryThatGoesMeanwhileIsNoFailure() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.dir("gone"), Node.dir("stays", Node.file("x", 1))));
        Found found = in(folder, Found.filtered((name, directory) -> {
            if (name.equals(FileName.of("gone"))) {
                delete(folder.resolve("gone"));
            }
            return false;
        }));
        assertThat(found.unreadable()).isEmpty();
        assertThat(found.names()).containsExactly("gone/", "stays/", "stays/x");
    }

    @Test
    void aDirectoryThatBecomesAFileIsReported() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.dir("changes")));
        Found found = in(folder, Found.filtered((name, directory) -> {
            delete(folder.resolve("changes"));
            TreeBuilder.add(folder, Node.file("changes", 1));
            return false;
        }));
        assertThat(found.unreadable()).containsExactly(Map.entry("changes", "Not a directory"));
    }

    /** A link leads out of the source. */
    @Test
    void aDirectoryThatBecomesALinkIsReportedAndNotFollowed() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.dir("changes"), Node.dir("other", Node.file("x", 1))));
        Found found = in(folder, Found.filtered((name, directory) -> {
            if (name.equals(FileName.of("changes"))) {
                delete(folder.resolve("changes"));
                TreeBuilder.add(folder, Node.symlink("changes", "other"));
            }
            return false;
        }));
        assertThat(found.unreadable()).containsExactly(Map.entry("changes", "Not a directory"));
        assertThat(found.names()).contains("other/x").doesNotContain("changes/x");
    }

    /** An empty listing would look like a source without entries. */
    @Test
    void aSourceThatIsGoneIsNotAnEmptyOne() throws Exception {
        Found found = in(folder.resolve("missing"), Found.rules(1));
        assertThat(found.listings()).isEmpty();
        assertThat(found.unreadable()).containsExactly(Map.entry("", "No such file or directory"));
    }

    @Test
    void aSourceThatGoesAtTheLastMomentIsReported() throws Exception {
        Found found = new Found();
        Directory top = new Directory(FileName.ROOT, List.of(), 0, true);
        try (ThreadReader reader = new ThreadReader(reading.calls(), Found.contents(folder.resolve("gone")))) {
            assertThat(reader.now()).isInstanceOf(reading == Reading.JAVA ? JavaReader.class : PosixReader.class);
            new DirectoryReader(top, Found.rules(1), found, directory -> {}).read(reader.now());
        }
        assertThat(found.unreadable()).containsExactly(Map.entry("", "No such file or directory"));
        assertThat(found.listings()).isEmpty();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSinkThatFailsEndsTheCrawl() {
        TreeBuilder.build(folder, wide(50));
        assertThatThrownBy(() ->
                        Crawler.crawl(Found.contents(folder), List.of(), reading.with(Found.rules(4)), failingSink(4)))
                .isInstanceOf(StateException.class)
                .hasMessage("manifest: No space left on device");
    }

    private static Node wide(int directories) {
        return Node.root(IntStream.range(0, directories)
                .mapToObj(i -> Node.dir("d" + i, Node.file("x", 1)))
                .toArray(Node[]::new));
    }

    @Test
    void aMistakeOfOursIsNotHidden() {
        TreeBuilder.build(folder, Node.root(Node.file("x", 1)));
        assertThatThrownBy(() -> in(folder, Found.filtered((name, directory) -> {
                    throw new IllegalArgumentException("ours");
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("ours");
    }

    /**
     * As in a dead mount: the reading threads hang, the crawl ends all the same, and enters nothing when they go on.
     */
    @Test
    void aCrawlThatIsToStopDoesNotWaitForDirectoriesThatHang() throws Exception {
        TreeBuilder.build(folder, wide(50));
        AtomicReference<@Nullable Thread> hanging = new AtomicReference<>();
        CountDownLatch released = new CountDownLatch(1);
        EntryFilter filter = (name, directory) -> {
            hanging.set(Thread.currentThread());
            return await(released);
        };
        Found found = in(folder, new CrawlRules(filter, 0, true, 1, () -> hanging.get() != null));
        assertThat(found.listings()).isEmpty();
        released.countDown();
        Thread thread = Objects.requireNonNull(hanging.get());
        thread.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(thread.isAlive()).isFalse();
        assertThat(found.listings()).extracting(Listing::directory).containsExactly(FileName.ROOT);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return !latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Over a network each directory takes a while: all threads have to be at work although one directory names all the
     * others.
     */
    @Test
    void allThreadsWorkWhereReadingIsSlow() throws Exception {
        int threads = 12;
        TreeBuilder.build(folder, wide(60));
        CountDownLatch together = new CountDownLatch(threads);
        Found found = in(
                folder,
                new CrawlRules(
                        (name, directory) -> {
                            if (directory) {
                                return false;
                            }
                            together.countDown();
                            return await(together);
                        },
                        0,
                        true,
                        threads,
                        () -> false));
        assertThat(found.entries()).hasSize(120);
    }

    @Test
    void noMoreThreadsWorkThanAllowed() throws Exception {
        TreeBuilder.build(folder, wide(3));
        CountDownLatch another = new CountDownLatch(2);
        Set<String> names = new ConcurrentSkipListSet<>();
        EntryFilter filter = (name, directory) -> {
            if (!directory && names.add(Thread.currentThread().getName())) {
                another.countDown();
                try {
                    // The only wait that ends by its time, and only where all is well.
                    return another.await(100, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return false;
        };
        in(folder, new CrawlRules(filter, 0, true, 1, () -> false));
        assertThat(names).hasSize(1);
    }

    @Test
    void nothingIsFoundTwiceOrLostWhateverTheThreadsDo() throws Exception {
        TreeBuilder.build(
                folder,
                Node.root(IntStream.range(0, 300)
                        .mapToObj(i -> Node.dir("d" + i, Node.dir("e"), Node.dir("f")))
                        .toArray(Node[]::new)));
        for (int round = 0; round < 20; round++) {
            assertThat(in(folder, Found.rules(32)).names()).hasSize(900);
        }
    }
}
