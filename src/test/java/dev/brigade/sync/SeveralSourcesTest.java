package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sources arrive as from one plain rsync: merged, the first winning. */
class SeveralSourcesTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        tree(
                "a",
                Node.root(
                                file("both", "of a").mode(0600).mtime("2001-01-01T00:00:00.5Z"),
                                file("only-a", "a"),
                                dir(
                                                "x",
                                                file("both", "of a").mtime("2030-01-01T00:00:00Z"),
                                                file("a", "a"),
                                                dir("deep", file("a", "a")).mode(0750))
                                        .mode(0700)
                                        .mtime("2002-02-02T00:00:00Z"),
                                dir("only-a-dir", file("1", 30), hardLink("2", "only-a-dir/1")),
                                symlink("link", "only-a"))
                        .mode(0710)
                        .mtime("2003-03-03T00:00:00Z"));
        tree(
                "b",
                Node.root(
                                file("both", "of b, longer").mtime("2031-01-01T00:00:00.5Z"),
                                file("only-b", "b"),
                                dir(
                                                "x",
                                                file("both", "of b"),
                                                file("b", "b"),
                                                dir("deep", file("b", "b")),
                                                dir("only-b", file("in", 5)).mode(0500))
                                        .mtime("2005-02-02T00:00:00Z"),
                                symlink("link", "elsewhere"),
                                hardLink("again", "x/both"))
                        .mode(0755)
                        .mtime("2004-04-04T00:00:00Z"));
        tree(
                "c",
                Node.root(
                        file("only-c", "c"),
                        file("both", "of c"),
                        dir("x", dir("deep", file("c", "c"), file("a", "of c"))),
                        file("large", 1_300_000)));
    }

    private void tree(String name, Node root) {
        TreeBuilder.build(trees.home().resolve(name), root);
        trees.date(name);
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended sync(String options, String sources) {
        List<String> words = new ArrayList<>(List.of("sync"));
        words.addAll(List.of(options.split(" ", -1)));
        // Paths in full run in this JVM; some with a dot stay relative.
        String there = sources.startsWith(".") ? "" : trees.home() + "/";
        for (String source : sources.split(" ", -1)) {
            words.add(there + source);
        }
        words.add(there + "destination");
        return trees.program().run(words.toArray(String[]::new));
    }

    private void assertAsPlainRsync(String sources) {
        trees.sh("rsync -aH --modify-window=-1 " + sources + " plain/");
        if (!sources.matches("\\S+(/|/[.]) .*")) {
            // Whose the root's own attributes are is left open unless the first source gives contents.
            trees.sh("chmod 755 plain destination && touch -d @0 plain destination");
        }
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/ b/",
                "b/ a/",
                "a b",
                "a/x b/x",
                "a b/ c/",
                "b/x/ a/x a/",
                "a/x/ b/x/ c/x/",
                "a/ a/",
                "a/x a/",
                "c/ a/ b/",
                "a/x/deep/ b/",
                "./a/. ./b/x/.."
            })
    void arriveAsFromOneRsync(String sources) {
        Ended ended = sync("-p 2 -f 3", sources);

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).doesNotContain("repaired");
        assertAsPlainRsync(sources);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/ b/ c/", "c/x b/x a/x"})
    void arriveAsFromOneRsyncInOneBucketAndWithOneForEachEntry(String sources) {
        assertThat(sync("-p 1", sources).exit()).isZero();
        Ended again = sync("-p 8 -f 1 --stats", sources);

        assertThat(again.out()).contains("Copy transferred: 0 files", "Verify transferred: 0 files");
        assertThat(again.exit()).isZero();
        assertAsPlainRsync(sources);
    }

    @Test
    void withDifferentNamesCanBeCleaned() {
        trees.sh(
                "mkdir destination && touch destination/other && mkdir -p destination/a/x destination/b && touch destination/a/x/extra destination/b/extra");

        Ended ended = sync("--delete -p 2", "a b");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        TreeComparer.assertSame(trees.home().resolve("a"), trees.destination().resolve("a"));
        TreeComparer.assertSame(trees.home().resolve("b"), trees.destination().resolve("b"));
        assertThat(trees.destination().resolve("other")).exists();
    }

    @Test
    void thatAreMergedAreNotCleaned() {
        trees.destination(file("extra", 4));

        Ended ended = sync("--delete", "a/ b/");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1).contains("merged");
        assertThat(trees.sh("ls destination")).isEqualTo("extra\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/ d/", "d/ a/"})
    void thatDisagreeAboutATypeAreReported(String sources) {
        tree(
                "d",
                Node.root(file("x", "a file where a has a directory"), dir("both", file("in", 4)), file("only-d", 3)));

        Ended ended = sync("-p 2", sources);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out())
                .contains(
                        "failed 2:\n",
                        "  x: an earlier source has an entry of this name that is",
                        "  both: an earlier");
        String first = sources.substring(0, 2);
        trees.sh("diff -r " + first + "x destination/x && diff -r " + first + "both destination/both");
        assertThat(trees.destination().resolve("only-d")).exists();
        assertThat(trees.destination().resolve("only-a-dir/2")).exists();
    }
}
