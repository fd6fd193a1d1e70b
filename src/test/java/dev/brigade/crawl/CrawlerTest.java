package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
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
    void aVeryLargeDirectoryComesInParts() throws Exception {
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
    void otherKindsAreToldApart() throws Exception {
        TreeBuilder.build(folder, Node.root(Node.fifo("fifo"), Node.socket("socket"), Node.symlink("l", "nowhere")));
        assertThat(in(folder, Found.rules(1)).entries().values())
                .extracting(entry -> entry.type())
                .containsExactly(EntryType.OTHER, EntryType.SYMLINK, EntryType.OTHER);
    }
}
