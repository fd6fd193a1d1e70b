package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.sparse;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Mount;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --engine direct}: which files it copies itself, and that all others arrive by rsync. */
class DirectEngineTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended direct(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "--engine";
        words[1] = "direct";
        System.arraycopy(options, 0, words, 2, options.length);
        Ended ended = trees.sync(words);
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended;
    }

    /** A first copy that is right at once: rsync repairs nothing of what brigade copied. */
    private Ended wholly(String... options) {
        Ended ended = direct(options);
        assertThat(ended.out()).doesNotContain("repaired");
        assertThat(ended.err()).isEmpty();
        trees.assertSame();
        return ended;
    }

    @Test
    void copiesSmallFilesOfNewDirectoriesWithoutRsync() {
        trees.source(dir("d", file("f", 5), file("empty", 0), dir("e", file("g", 70_000)), symlink("s", "f")));
        FakeRsync rsync = trees.rsync();

        Ended ended = trees.sync(trees.program().with(rsync), "--engine", "direct", "--stats");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out())
                .contains("Copy transferred by brigade itself: 3 files", "Copy created: 6 (2 directories)");
        List<String> names = rsync.calls().stream()
                .filter(FakeRsync.Call::isCopy)
                .flatMap(call -> call.arguments().stream())
                .toList();
        assertThat(names).contains("././d/s").doesNotContain("././d/", "././d/e/", "././d/f", "././d");
        trees.assertSame();
    }

    /** The usual first fill: an empty mount, and SRC with a slash. */
    @Test
    void copiesFilesOfAnEmptyDestinationWithoutRsync() {
        trees.source(file("f", 5), file("g", 3_000_000), symlink("s", "f"));
        trees.destination();

        Ended ended = wholly("--stats");

        assertThat(ended.out()).contains("Copy transferred by brigade itself: 2 files");
    }

    @Test
    void leavesToRsyncWhatItDoesNotCopy() {
        trees.source(dir(
                "d",
                file("set-user-id", 5).mode(04755),
                file("sticky", 5).mode(01644),
                file("one", 3),
                hardLink("two", "d/one"),
                file("plain", 4)));

        Ended ended = wholly("--stats");

        assertThat(ended.out()).contains("Copy transferred by brigade itself: 1 files");
    }

    /** The directory's own name is among the names of a divided directory, and means no entry of it. */
    @Test
    void anEntryWithTheNameOfItsDirectoryIsOneLikeOthers() {
        trees.source(dir("x", file("a", 5), file("b", 5), hardLink("x", "x/a")));

        FakeRsync rsync = trees.rsync();

        Ended ended = trees.sync(trees.program().with(rsync), "--engine", "direct", "-f", "1", "-p", "1");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(rsync.calls().stream()
                        .filter(FakeRsync.Call::isCopy)
                        .flatMap(call -> call.arguments().stream())
                        .filter("././x/x"::equals))
                .as("the hard link goes with its other name only")
                .hasSize(1);
        trees.assertSame();
    }

    @Test
    void copiesLargeFilesWithTheirHoles() throws IOException {
        trees.source(dir(
                "d",
                file("large", 3_500_001),
                sparse("hole-at-the-end", 50_000_000, 4096L),
                sparse("hole-at-the-beginning", 50_000_000, 40_000_000L),
                sparse("hole", 50_000_000)));

        Ended ended = wholly("--stats");

        assertThat(ended.out()).contains("Copy transferred by brigade itself: 4 files");
        assertThat(trees.sh("cd destination/d; stat -c %b hole hole-at-*").lines())
                .allSatisfy(blocks -> assertThat(Integer.parseInt(blocks)).isLessThan(5_000));
    }

    @Test
    void givesFilesTheirModesAndOwners() {
        trees.source(dir(
                "d",
                file("open", 5).mode(0666),
                file("closed", 5).mode(0),
                file("read-only", 5).mode(0444),
                file("others", 5).owner(1234, 5678),
                file("groups", 5).owner(0, 5678)));

        wholly();
    }

    @Test
    void copiesFilesWithAttributesByRsyncIfTheseAreWanted() {
        trees.source(dir("d", file("acl", 5), file("user", 5), file("security", 5), file("plain", 5)), dir("default"));
        trees.sh("cd source/d; setfacl -m u:1234:rw acl; setfattr -n user.a -v b user;"
                + " setfattr -n security.x -v y security; setfacl -d -m u:1234:rwx ../default");
        trees.date("source");

        Ended ended = wholly("--rsync", "-aHAX --numeric-ids", "--stats");

        assertThat(ended.out()).contains("Copy transferred by brigade itself: 1 files");
        String attributes =
                "find . | sort | while read -r name; do getfacl -n \"$name\"; getfattr -hd -m - \"$name\"; done";
        assertThat(trees.sh("cd destination; " + attributes)).isEqualTo(trees.sh("cd source; " + attributes));
    }

    @Test
    void aDefaultAclOfTheDestinationDoesNotChangeModes() throws IOException {
        trees.source(dir("d", file("f", 5).mode(0640), file("g", 5).mode(0666)));
        Files.createDirectory(trees.destination());
        trees.sh("setfacl -d -m u::rwx,g::r,o::- destination");

        assertThat(direct().out()).doesNotContain("repaired");

        assertThat(trees.sh("stat -c %a destination/d/f destination/d/g")).isEqualTo("640\n666\n");
    }

    @Test
    void directoriesThatExistAreRsyncs() throws IOException {
        trees.source(dir("d", file("f", "new"), dir("e", file("g", 3))));
        Files.createDirectories(trees.destination().resolve("d"));
        Files.writeString(trees.home().resolve("elsewhere"), "of somebody else");
        trees.sh("ln elsewhere destination/d/f");

        Ended ended = direct("--stats");

        assertThat(ended.out()).contains("Copy transferred by brigade itself: 1 files");
        assertThat(trees.home().resolve("elsewhere")).hasContent("of somebody else");
        trees.assertSame();
    }

    @Test
    void ofADestinationWithOtherThingsOnlyTheNewDirectoriesAreItsOwn() {
        trees.source(file("f", 3), dir("d", file("g", 3)), dir("e", file("h", 3)));
        trees.destination(file("there", 3));

        Ended ended = direct("--stats", "-p", "1");

        assertThat(ended.out()).contains("Copy transferred by brigade itself: 2 files");
        assertThat(trees.destination().resolve("f")).exists();
        assertThat(trees.destination().resolve("there")).exists();
    }

    @Test
    void copiesOnlyHalfASecondsWorthOfBytesInHalfASecond() {
        trees.source(dir("d", file("a", 300_000), file("b", 300_000)));
        long start = System.nanoTime();

        wholly("--bwlimit", "1M");

        assertThat(System.nanoTime() - start).isGreaterThan(500_000_000L);
    }

    @Test
    void keepsExcludesAndTheLimitOfNames() {
        trees.source(dir("d", file("in", 3), file("out.tmp", 3)));

        direct("--exclude", "*.tmp", "-f", "1", "-p", "8");

        assertThat(trees.destination().resolve("d/in")).exists();
        assertThat(trees.destination().resolve("d/out.tmp")).doesNotExist();
    }

    @Test
    void withoutVerificationDirectoriesGetTheirAttributesToo() {
        trees.source(dir("d", file("f", 3), dir("e", file("g", 3)).mode(0555)).mode(0777));

        direct("--verify", "none");

        trees.assertSame();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-aS",
                "-a --chmod=F644",
                "-a --chown=a:b",
                "-a --usermap=1:2",
                "-aN",
                "-aU",
                "-a --super",
                "-a --fake-super",
                "-a --max-size=1M",
                "-a --preallocate",
                "-a --open-noatime",
                "-a --log-file=/x"
            })
    void refusesWhatItWouldNotHonour(String options) {
        trees.source(file("f", 3));
        String[] words = options.replaceAll("=.*", "").split(" ", -1);
        String last = words[words.length - 1].replaceFirst("^-a(.)$", "-$1");

        Ended ended = trees.sync("--engine", "direct", "--rsync", options);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("brigade: --engine direct does not know rsync's " + last + ": leave one of them out\n");
        assertThat(trees.destination()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-rlt", "-rlp"})
    void needsModesAndTimes(String options) {
        trees.source(file("f", 3));

        Ended ended = trees.sync("--engine", "direct", "--rsync", options);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.err()).contains("add -p and -t to --rsync");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-aH --fsync", "-a --no-o --no-g", "-aW --safe-links"})
    void honoursWhatItMay(String options) {
        trees.source(dir("d", file("f", 3), file("g", 100_000)));

        Ended ended = wholly("--rsync", options, "--stats");

        assertThat(ended.out()).contains("Copy transferred by brigade itself: 2 files");
    }

    @Test
    void isRefusedWhereNothingMayBeExecutedAndNothingIsMade() {
        trees.source(file("f", 3));
        try (Mount mount = Mount.tmpfs(trees.home().resolve("state"), "noexec,mode=700")) {
            assertThat(mount).isNotNull();

            // A JVM of its own: the library is loaded once.
            Ended ended = trees.sync(trees.program().jvm("-Xmx256m"), "--engine", "direct");

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
            assertThat(ended.err())
                    .contains("--engine direct does not work on this machine: its library cannot be loaded")
                    .hasLineCount(1);
            assertThat(trees.destination()).doesNotExist();
        }
    }
}
