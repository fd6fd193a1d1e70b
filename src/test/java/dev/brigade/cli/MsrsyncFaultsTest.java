package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of msrsync, each corrected. */
final class MsrsyncFaultsTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended msrsync(String... words) {
        return trees.program().run(trees.inFull(Msrsync.line(words)));
    }

    private static void assertAllWell(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void theExitCodeIsTrue() {
        trees.source(file("a", 10), dir("d", file("b", 10)));
        trees.destination(dir("a", file("in the way", 1)));

        Ended ended = msrsync("--stats", "~/source/", "~/destination");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(21);
        assertThat(ended.err())
                .contains("failed 1:\n  a: a directory that is not empty is in its place in the destination: ");
        assertThat(ended.out()).startsWith("Status: FAILURE, 1 rsync processe(s) had errors\n");
        assertThat(trees.destination().resolve("d/b")).exists();
    }

    @Test
    void namesLikeCommentsAreKeptWithASlash() {
        trees.source(file("#x", 10), file(";x", 10), dir("#recycle", file("#", 1), dir(";", file(";y", 2))));

        assertAllWell(msrsync("-f", "1", "-p", "4", "~/source/", "~/destination"));

        trees.assertSame();
    }

    @Test
    void invalidUtf8DoesNotCrashIt() {
        trees.source(file(Node.raw("caf\u00e9 \u00ff\u0001\n"), 10), dir(Node.raw("\u00fe"), List.of(file("x", 1))));

        assertAllWell(trees.program().locale("C").run(Msrsync.line("-P", "-f", "1", "source", "destination")));

        TreeComparer.assertSame(trees.source(), trees.destination().resolve("source"));
    }

    @Test
    void anUnreadableDirectoryIsAFailure() {
        try (OtherUser user = OtherUser.create();
                TwoTrees other = TwoTrees.of(user)) {
            Node tree = Node.root(dir("closed", file("in", 5)).mode(0), dir("open", file("in", 5)));
            TreeBuilder.build(other.source(), tree, 1, Optional.of(user.owner()));

            Ended ended = other.program().run(Msrsync.line("--stats", "source/", "destination"));

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(21);
            assertThat(ended.err()).contains("failed 1:\n  closed: ", "ermission denied");
            assertThat(ended.out()).startsWith("Status: FAILURE");
            assertThat(other.destination().resolve("open/in")).exists();
        }
    }

    @Test
    void readOnlyDirectoriesLoseNothing() {
        try (OtherUser user = OtherUser.create();
                TwoTrees other = TwoTrees.of(user)) {
            Node[] files =
                    IntStream.range(0, 40).mapToObj(i -> file("f" + i, i)).toArray(Node[]::new);
            Node tree = Node.root(
                            dir("a", dir("b", files).mode(0555), files[0]).mode(0500),
                            dir("empty").mode(0555))
                    .mode(0555);
            TreeBuilder.build(other.source(), tree, 1, Optional.of(user.owner()));

            Ended ended = other.program()
                    .run(other.inFull(Msrsync.line(
                            "-p", "8", "-f", "3", "--rsync", "-aS --inplace", "~/source/", "~/destination")));

            assertThat(ended.exit()).as(ended.toString()).isZero();
            other.assertSame();
        }
    }

    /** Times that differ by less than a second too: rsync by itself would take them for equal. */
    @Test
    void theRootKeepsItsModeAndItsTime() {
        Node root = Node.root(file("x", 1), dir("d", file("y", 1)).mtime("2001-01-01T01:01:01.5Z"));
        TreeBuilder.build(trees.source(), root.mode(02751).mtime("2003-03-03T03:03:03.7Z"));
        TreeBuilder.build(trees.destination(), Node.root(dir("d").mtime("2001-01-01T01:01:01.1Z")));
        trees.sh("cp -p source/x destination/ && cp -p source/d/y destination/d/");
        trees.sh("touch -d 2001-01-01T01:01:01.1Z destination/d; touch -d 2003-03-03T03:03:03.1Z destination");

        assertAllWell(msrsync("~/source/", "~/destination"));

        trees.assertSame();
    }

    @Test
    void hardLinksHoldOverBuckets() {
        trees.source(
                file("one", 300),
                dir("a", hardLink("two", "one"), file("alone", 5), dir("b", hardLink("three", "one"))),
                dir("c", file("other", 20)),
                dir("d", hardLink("other too", "c/other")));

        assertAllWell(msrsync("-p", "4", "-f", "1", "--rsync", "-aH", "~/source/", "~/destination"));

        trees.assertSame();
    }

    @ParameterizedTest
    @ValueSource(strings = {" it's  \"so\" $HOME `x` $(y) back\\slash * ", "-n"})
    void aPathAndTheTemporaryDirectoryMayHaveAnyName(String name) {
        trees.source(file(name, 10), dir("d", file(name, 5)));
        TreeBuilder.build(trees.home().resolve("odd"), Node.root(dir(name, dir("tmp"))));
        Path odd = trees.home().resolve("odd").resolve(name);
        trees.sh("mv source odd/*/");

        assertAllWell(trees.program()
                .env("TMPDIR", odd.resolve("tmp").toString())
                .in(odd)
                .run(Msrsync.line("-k", "-f", "1", "source/", "./" + name)));

        TreeComparer.assertSame(odd.resolve("source"), odd.resolve(name));
        assertThat(Inventory.of(odd.resolve("tmp")).entries().keySet())
                .anyMatch(file -> file.matches("brigade-[0-9]+/copy-1.log"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rsync=-a --exclude=b", "-r-a '--exclude=b'"})
    void rsyncsOptionsAreHonouredHoweverTheyAreAttached(String word) {
        trees.source(file("a", 1).mode(0640), file("b", 1));

        assertAllWell(msrsync(word, "~/source/", "~/destination"));

        assertThat(trees.sh("cd destination && stat -c '%n %a' *")).isEqualTo("a 640\n");
    }

    @Test
    void noProcessesAtAllAreRefused() {
        trees.source(file("a", 1));

        Ended ended = msrsync("-p", "0", "~/source/", "~/destination");

        assertThat(ended.exit()).isEqualTo(97);
        assertThat(ended.err()).isEqualTo("brigade: -p 0 is not a whole number, 1 or more\n");
        assertThat(trees.destination()).doesNotExist();
    }

    @Test
    void excludingADirectoryHasEffect() {
        Node inside = dir("out", file("y", 1), dir("below", file("z", 1)));
        trees.source(file("x", 1), inside, dir("d", inside, file("w", 1)));

        assertAllWell(msrsync("-p", "2", "-f", "1", "--rsync", "-a --exclude=out/", "~/source/", "~/destination"));

        trees.sh("touch -r source/d d && rm -r source/out source/d/out && touch -r d source/d");
        trees.sh("touch -r destination source");
        trees.assertSame();
    }

    @Test
    void stayingOnOneFileSystemHasEffect() {
        trees.source(file("x", 1), dir("d", file("y", 1), dir("other")));
        try (Mount mount = Mount.tmpfs(trees.source().resolve("d/other"), "size=1m")) {
            TreeBuilder.build(trees.source().resolve("d/other"), Node.root(file("z", 1), dir("e", file("z", 1))));
            assertThat(mount).isNotNull();

            assertAllWell(msrsync("-f", "1", "--rsync", "-ax", "~/source/", "~/destination"));

            assertThat(Inventory.of(trees.destination()).entries().keySet())
                    .contains("d/other", "d/y")
                    .noneMatch(name -> name.startsWith("d/other/"));
        }
    }

    @Test
    void followingLinksIsRefusedRatherThanIgnored() {
        trees.source(dir("d", file("x", 1)), symlink("link", "d"));

        Ended ended = msrsync("--rsync", "-aL", "~/source/", "~/destination");

        assertThat(ended.exit()).isEqualTo(19);
        assertThat(ended.err())
                .hasLineCount(1)
                .contains("cannot be used: the crawl never follows symbolic links, copy their targets");
        assertThat(trees.destination()).doesNotExist();
    }

    @Test
    void aColonIsAColon() {
        TreeBuilder.build(trees.home().resolve("host:source"), Node.root(file("a", 10), dir("host:d", file("b:c", 5))));
        trees.sh("mkdir host:new && touch -d 2001-01-01 host:source/* host:source");

        assertAllWell(msrsync("-f", "1", "host:source/", "host:new"));
        assertAllWell(msrsync("host:source", "./host:other"));
        Ended missing = msrsync("host:source", "host:missing");

        TreeComparer.assertSame(
                trees.home().resolve("host:source"), trees.home().resolve("host:new"));
        TreeComparer.assertSame(
                trees.home().resolve("host:source"), trees.home().resolve("host:other/host:source"));
        assertThat(missing.exit()).isEqualTo(24);
        assertThat(missing.err()).hasLineCount(1).contains("or write ./host:missing to make a directory of that name");
    }

    @Test
    void aSignalLeavesNoRsync() {
        trees.source(IntStream.range(0, 20).mapToObj(i -> file("f" + i, 10)).toArray(Node[]::new));
        FakeRsync rsync = trees.rsync(Rule.all().afterPreflight().runReal().hang());
        Child child = trees.program()
                .with(rsync)
                .start(Msrsync.line("-p", "4", "-f", "1", "--rsync", "-a", "source/", "destination"));
        Sandbox.await("four copies", () -> Msrsync.copies(rsync) == 4);

        child.signal("TERM");

        assertThat(child.await().exit()).isEqualTo(27);
        assertThat(LeftBehind.processes(trees.home().toString()))
                .as("when it has ended, so have they")
                .isEmpty();
        LeftBehind.assertNoProcess(trees.home().toString(), Duration.ZERO);
    }

    @Test
    void theLogThatIsKeptIsThereAfterAFailure() throws Exception {
        trees.source(file("a", 10), file("b", 20));
        trees.destination(dir("a", file("in the way", 1)));
        Files.createDirectory(trees.home().resolve("tmp"));

        Ended ended = trees.program().env("TMPDIR", "tmp").run(Msrsync.line("-j", "-k", "source/", "destination"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(21);
        assertThat(ended.out()).startsWith("buckets dir is " + trees.home() + "/tmp/brigade-");
        Path kept = Path.of(ended.out().strip().replace("buckets dir is ", ""));
        assertThat(Files.readString(kept.resolve("copy-1.log")))
                .contains("could not make way for new regular file: a", "(code 23)", "b\n");
        assertThat(trees.sh("cd tmp && stat -c '%a %F' brigade-* brigade-*/* | sort -u"))
                .isEqualTo("600 regular file\n700 directory\n");
    }

    @Test
    void anEndThatNobodyKnowsIsToldWithThePlaceAndTheLastWordsOfRsync() {
        trees.source(dir("d", file("a", 5)));
        FakeRsync rsync = trees.rsync(Rule.copies()
                .afterPreflight()
                .runReal()
                .stderr("strange words\n")
                .exit(7));

        Ended ended = trees.program().with(rsync).run(trees.inFull("msrsync", "-p", "1", "~/source/", "~/destination"));

        assertThat(ended.exit()).isEqualTo(21);
        assertThat(ended.err())
                .containsPattern("failed 1:\n  rsync ended with 7: strange words \\(2 entries from (\\./|d) on,"
                        + " the last it named was d/a; its output is in ");
        String file = ended.err().replaceAll("(?s).*its output is in ([^)]*)\\).*", "$1");
        assertThat(Path.of(file)).content().contains("strange words");
    }
}
