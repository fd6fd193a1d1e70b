package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.crawl.DirectoryReader.Directory;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.StateException;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryFilter;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.Node;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
import org.zeroturnaround.exec.ProcessExecutor;

/** A crawl finds all there is, once, and says what it could not read. */
@ParameterizedClass
@EnumSource(Reading.class)
final class CrawlerTest {
    private static final int SEEDS = 3;

    private final Reading reading;

    @TempDir
    private Path folder;

    CrawlerTest(Reading reading) {
        this.reading = reading;
    }

    private Found in(Path root, CrawlRules rules) throws IOException, InterruptedException {
        return of(Found.contents(root), rules);
    }

    private Found of(Source source, CrawlRules rules) throws IOException, InterruptedException {
        return Found.of(source, List.of(), reading.with(rules));
    }

    @Test
    void awkwardEntriesAreFoundAsGnuFindFindsThem() throws Exception {
        try (Scratch scratch = Scratch.create()) {
            Path root = AwkwardTree.build(
                    scratch.path().resolve("tree"),
                    AwkwardTree.Options.forThisUser().small());
            for (int threads : List.of(1, 2, 16)) {
                FindComparison.check(root, in(root, Found.rules(threads)));
            }
        }
    }

    @Test
    void randomTreesAreFoundAsGnuFindFindsThem() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Path root = Files.createDirectory(folder.resolve("random" + seed));
            grow(root, new Random(seed), 4);
            FindComparison.check(root, in(root, Found.rules(8)));
        }
    }

    private static void grow(Path directory, Random random, int depth) throws IOException {
        int files = random.nextInt(30);
        for (int i = 0; i < files; i++) {
            Path file = Files.write(directory.resolve("f" + i), new byte[random.nextInt(300)]);
            if (random.nextInt(10) == 0) {
                Files.createLink(directory.resolve("l" + i), file);
            }
        }
        int directories = depth == 0 ? 0 : random.nextInt(6);
        for (int i = 0; i < directories; i++) {
            grow(Files.createDirectory(directory.resolve("d" + i)), random, depth - 1);
        }
    }

    @Test
    void aSourceNamedWithoutSlashIsFoundBelowItsName() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.dir("a", Node.dir("b", Node.file("x", 1))), Node.file("other", 1)));
        Found found = of(Found.itself(folder.resolve("a")), Found.rules(2));
        assertThat(found.names()).containsExactly("a/b/", "a/b/x");
        assertThat(found.listings()).extracting(Listing::directory).contains(FileName.of("a"));
    }

    @Test
    void everyDirectoryHasAListingAlsoWhenItIsEmpty() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.dir("empty"), Node.dir("a", Node.dir("empty"))));
        assertThat(in(folder, Found.rules(2)).listings())
                .extracting(listing -> listing.directory().toString())
                .containsExactlyInAnyOrder("", "empty", "a", "a/empty");
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        TreeBuilder.build(
                folder, Node.root(Node.dir("d", Node.file("x", 1)), Node.symlink("l", "d"), Node.symlink("loop", ".")));
        assertThat(in(folder, Found.rules(2)).names()).containsExactly("d/", "d/x", "l", "loop");
    }

    @Test
    void hardLinksAreOnlyTellingWhereTheyMatter() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.file("x", 1), Node.hardLink("y", "x")));
        CrawlRules without = new CrawlRules(EntryFilter.NONE, 0, false, 1, () -> false);
        assertThat(in(folder, without).entries().values()).noneMatch(entry -> entry.isLinked());
        assertThat(in(folder, Found.rules(1)).entries().values()).allMatch(entry -> entry.isLinked());
    }

    @Test
    void withoutHardLinksTheSameEntriesAreFound() throws Exception {
        try (Scratch scratch = Scratch.create()) {
            Path root = AwkwardTree.build(
                    scratch.path().resolve("tree"),
                    AwkwardTree.Options.forThisUser().small());
            Map<FileName, Entry> expected = new TreeMap<>();
            in(root, Found.rules(2)).entries().forEach((name, entry) -> expected.put(name, unlinked(entry)));
            CrawlRules without = new CrawlRules(EntryFilter.NONE, 0, false, 2, () -> false);
            assertThat(in(root, without).entries()).isNotEmpty().isEqualTo(expected);
        }
    }

    private static Entry unlinked(Entry entry) {
        return new Entry(entry.name(), entry.type(), entry.size(), entry.mtimeNanos(), 0);
    }

    @Test
    void whatIsExcludedIsNeitherFoundNorEntered() throws Exception {
        TreeBuilder.build(
                folder,
                Node.root(
                        Node.dir("keep", Node.file("x", 1), Node.dir("skip", Node.file("below", 1))),
                        Node.dir("skip", Node.file("below", 1)),
                        Node.file("also", 1)));
        Set<String> asked = new ConcurrentSkipListSet<>();
        Found found = in(folder, Found.filtered((name, directory) -> {
            asked.add(name + (directory ? "/" : ""));
            return name.last().equals(FileName.of("skip"));
        }));
        assertThat(found.names()).containsExactly("also", "keep/", "keep/x");
        assertThat(asked).containsExactly("also", "keep/", "keep/skip/", "keep/x", "skip/");
        assertThat(found.listings())
                .extracting(listing -> listing.directory().toString())
                .containsExactlyInAnyOrder("", "keep");
    }

    @Test
    void aVeryLargeDirectoryComesInPartsOfWhichNoneIsLostSilently() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("large"));
        int count = Listing.MAX_ENTRIES + 5;
        for (int i = 0; i < count; i++) {
            Files.createSymbolicLink(directory.resolve("l" + i), Path.of("x"));
        }
        Found found = in(folder, Found.rules(2));
        assertThat(found.listings("large"))
                .extracting(listing -> listing.entries().size())
                .containsExactly(Listing.MAX_ENTRIES, 5);
        assertThat(found.listings("large")).extracting(Listing::extent).containsExactly(Extent.SOME, Extent.MORE);
        assertThat(found.entries()).hasSize(count + 1);

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
    void depthIsNoLimit() throws Exception {
        Path deep = folder;
        for (int i = 0; i < 300; i++) {
            deep = deep.resolve("d" + i);
        }
        Files.createDirectories(deep);
        Files.createFile(deep.resolve("bottom"));
        assertThat(in(folder, Found.rules(4)).entries()).hasSize(301);
    }

    /** Neither rsync nor we can name it then, so it must be said. */
    @Test
    void aPathLongerThanTheKernelTakesIsReported() throws Exception {
        String script = "for i in $(seq 40); do mkdir \"$1\" && cd -P \"$1\" || exit 1; done; : > bottom";
        try (Scratch scratch = Scratch.create()) {
            new ProcessExecutor("sh", "-c", script, "sh", "n".repeat(120))
                    .directory(scratch.path().toFile())
                    .exitValueNormal()
                    .execute();
            Map<String, String> unreadable = in(scratch.path(), Found.rules(2)).unreadable();
            assertThat(unreadable).hasSize(1);
            assertThat(unreadable).containsValue("File name too long");
            assertThat(unreadable.keySet().iterator().next()).hasSizeGreaterThan(3900);
        }
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

    @Test
    void otherKindsAreToldApart() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.fifo("fifo"), Node.socket("socket"), Node.symlink("l", "nowhere")));
        assertThat(in(folder, Found.rules(1)).entries().values())
                .extracting(entry -> entry.type())
                .containsExactly(EntryType.OTHER, EntryType.SYMLINK, EntryType.OTHER);
    }
}
