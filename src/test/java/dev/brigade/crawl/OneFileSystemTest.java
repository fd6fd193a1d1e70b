package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.model.EntryFilter;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mounts below a source are crossed, listed as empty, or left out, as rsync does without {@code -x}, with it, and with
 * two of it.
 */
@ParameterizedClass
@EnumSource(Reading.class)
final class OneFileSystemTest {
    private final Reading reading;
    private final Scratch scratch = Scratch.create();
    private final Path root = scratch.path();

    OneFileSystemTest(Reading reading) {
        this.reading = reading;
    }

    @BeforeEach
    void aTree() {
        TreeBuilder.build(root, Node.root(Node.dir("a", Node.dir("mount"), Node.dir("b", Node.file("x", 1)))));
    }

    @AfterEach
    void remove() {
        scratch.close();
    }

    private CrawlRules rules(int oneFileSystem) {
        return reading.with(new CrawlRules(EntryFilter.NONE, oneFileSystem, true, 2, () -> false));
    }

    private Found found(int oneFileSystem) throws Exception {
        try (Mount mount = Mount.tmpfs(root.resolve("a/mount"), "size=64k")) {
            TreeBuilder.add(root.resolve("a/mount"), Node.dir("inner", Node.file("y", 1)));
            return Found.in(root, rules(oneFileSystem));
        }
    }

    @Test
    void mountsAreCrossedWhereNothingElseIsSaid() throws Exception {
        Found found = found(0);
        assertThat(found.names())
                .containsExactly("a/", "a/b/", "a/b/x", "a/mount/", "a/mount/inner/", "a/mount/inner/y");
        assertThat(found.listings()).extracting(Listing::extent).containsOnly(Extent.WHOLE);
    }

    @Test
    void mountsAreEmptyDirectories() throws Exception {
        Found found = found(1);
        assertThat(found.names()).containsExactly("a/", "a/b/", "a/b/x", "a/mount/");
        assertThat(found.listings("a/mount")).isEmpty();
        assertThat(found.listings()).extracting(Listing::extent).containsOnly(Extent.WHOLE);
    }

    @Test
    void mountsAreLeftOutAndTheirDirectoryIsNotGivenWhole() throws Exception {
        Found found = found(2);
        assertThat(found.names()).containsExactly("a/", "a/b/", "a/b/x");
        assertThat(found.listings("a")).extracting(Listing::extent).containsExactly(Extent.SOME);
        assertThat(found.listings("a/b")).extracting(Listing::extent).containsExactly(Extent.WHOLE);
    }

    @Test
    void theSourceMayBeAMountItself() throws Exception {
        try (Mount mount = Mount.tmpfs(root.resolve("a/mount"), "size=64k")) {
            TreeBuilder.add(root.resolve("a/mount"), Node.dir("inner", Node.file("y", 1)));
            Found found = Found.in(root.resolve("a/mount"), rules(2));
            assertThat(found.names()).containsExactly("inner/", "inner/y");
        }
    }
}
