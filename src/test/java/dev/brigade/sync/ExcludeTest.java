package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.raw;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Excludes and includes leave out what they leave out in one plain rsync, and protect from deletion what they protect
 * there.
 */
class ExcludeTest {
    private static final String ANCHORED = "--exclude=/cache2 --exclude=/src/b.o --exclude=tmp/tmp/x";

    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(
                file("a.o", 10),
                file("a.c", 10),
                file("*.o", 3),
                file("[x]", 3),
                file("back\\slash", 3),
                file(raw("caf\u00e9.o"), 4),
                file("new\nline.o", 4),
                symlink("cache", "a.c"),
                dir(
                        "src",
                        file("b.o", 10),
                        file("b.c", 10),
                        dir("cache", file("c", 10), dir("deep", file("d.o", 5), file("e", 5)))),
                dir("cache2", file("f.o", 4), hardLink("link.o", "a.o"), hardLink("link.c", "a.o")),
                dir(
                        "tmp",
                        dir("tmp", file("x", 1), dir("keep", file("y", 2), file("z.o", 2))),
                        file("large", 1_100_000)),
                dir("x.o", file("in", 4), dir("src", file("b.c", 1))),
                dir("#snapshot", file("s", 4)));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    /** What is at the destination before: some of the source's, some excluded, some extra, in every directory. */
    private void buildDestinations() {
        TreeBuilder.build(
                trees.home().resolve("plain"),
                Node.root(
                        file("a.o", 9),
                        file("extra", 9),
                        file("extra.o", 9),
                        dir(
                                "src",
                                file("b.o", 9),
                                file("extra.o", 9),
                                dir("cache", file("extra", 9)),
                                dir("gone", file("g", 1))),
                        dir("tmp", file("extra", 9), dir("tmp", dir("keep", file("extra", 9)))),
                        dir("cache", file("extra", 9)),
                        dir("x.o", file("extra", 9)),
                        dir("gone", dir("cache", file("g.o", 9)), file("g.o", 9))));
        trees.sh("cp -a plain destination");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--exclude='*.o'",
                ANCHORED,
                "--exclude=cache/ --exclude=/tmp/",
                "--exclude=cache",
                "--exclude='/tmp/**/y' --exclude='src/**'",
                "--exclude='**/deep/***' --exclude='tmp/***'",
                "--include='*/' --include='*.c' --exclude='*'",
                "--include=/src/ --include='/src/**' --exclude=cache --exclude='*'",
                "--include=/tmp/tmp/keep --exclude='/tmp/tmp/*' --exclude='*.o'",
                "--exclude='\\*.o' --exclude='\\[x\\]' --exclude='back?slash' --exclude='#*'",
                "--exclude='[a-b].?' --exclude='new*line.o' --exclude=link.c",
                "--exclude='- /cache2' --exclude='+ b.o' --exclude='*.o'",
                "--max-size=9 --exclude=cache"
            })
    void meanWhatTheyMeanInRsync(String options) {
        trees.sh("rsync -aH --modify-window=-1 " + options + " source/ plain/");

        Ended ended = trees.sync("--rsync", "-aH " + options, "-p", "2");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--exclude='*.o'",
                ANCHORED,
                "--exclude=cache/ --exclude=/tmp/",
                "--exclude='/tmp/**/y' --exclude='src/**'",
                "--include='*/' --include='*.c' --exclude='*'",
                "--include=/src/ --include='/src/**' --exclude=cache --exclude='*'",
                "--include=/tmp/tmp/keep --exclude='/tmp/tmp/*' --exclude='*.o'"
            })
    void protectWhatTheyProtectInRsyncFromDeletion(String options) {
        buildDestinations();
        trees.sh("rsync -aH --modify-window=-1 --delete " + options + " source/ plain/");

        Ended ended = trees.sync("--rsync", "-aH " + options, "-p", "8", "-f", "1", "--delete");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        // Directories that only the destination has were written to, and so have the time of that.
        trees.sh("for d in gone gone/cache src/gone; do for t in plain destination; do"
                + " if test -d $t/$d; then touch -d @0 $t/$d; fi; done; done");
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @Test
    void comeFromFilesAndFromTheOwnOptionInThisOrder() throws Exception {
        Files.writeString(trees.home().resolve("rules"), "# a comment\n+ b.o\n\n; another\n*.o\n");
        trees.sh("rsync -aH --modify-window=-1 --exclude-from=rules --exclude=cache --exclude='*.c' source/ plain/");

        Ended ended = trees.sync(
                "--rsync",
                "-aH --exclude-from=" + trees.home().resolve("rules"),
                "--exclude",
                "cache",
                "--exclude",
                "*.c");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
        assertThat(Inventory.names(trees.destination())).contains("src/b.o").doesNotContain("a.o", "a.c", "src/cache");
    }

    /** The options of brigade itself, in orders that matter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--include=b.o --exclude=*.o",
                "--exclude=*.o --include=b.o",
                "--exclude=/src --exclude-from=rules --include=x",
                "--include=z.o --exclude-from=rules --exclude=cache",
                "--exclude-from=rules --include=z.o",
                "--include=*/ --include=*.c --exclude=*",
                "--include=- /cache2 --exclude=+ b.o --exclude=*.o",
                "--exclude=*.c --include=! --exclude=*.o",
                "--include=*.o"
            })
    void countInTheirOrder(String options) throws Exception {
        Files.writeString(
                trees.home().resolve("rules"), "# a comment\r\n+ b.o\n\n; another\n- /tmp/tmp/x\n caf?\n*.o\n/cache2");
        String[] words = options.split(" (?=--)");
        trees.sh("rsync -aH --modify-window=-1 '" + String.join("' '", words) + "' source/ plain/");

        Ended ended = trees.sync(
                options.replace("=rules", "=" + trees.home().resolve("rules")).split(" (?=--)"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--exclude=/source/src --exclude=tmp/", "--exclude=/src --exclude=source/tmp/tmp"})
    void areAnchoredAtTheTransferWithoutASlash(String options) {
        trees.sh("rsync -aH --modify-window=-1 " + options + " source plain");

        Ended ended = trees.program()
                .run(trees.inFull(
                        "sync", "-p", "2", "-f", "3", "--rsync", "-aH " + options, "~/source", "~/destination"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        trees.sh("touch -d @0 plain destination");
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @Test
    void whatIsExcludedIsNotCounted() {
        Ended ended = trees.sync("--exclude", "/tmp", "--exclude", "/src", "--exclude", "/x.o", "--exclude", "/cache2");

        assertThat(ended.out()).containsPattern("new +9 +41 B");
    }
}
