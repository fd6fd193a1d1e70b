package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TwoTrees;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user that is not root: permissions bind it, at the source and at what it has just written. */
class OtherUserSyncTest {
    private final OtherUser user = OtherUser.create();
    private final TwoTrees trees = TwoTrees.of(user);

    @AfterEach
    void close() {
        trees.close();
        user.close();
    }

    private void build(Node... nodes) {
        TreeBuilder.build(trees.source(), Node.root(nodes), 1, Optional.of(user.owner()));
        trees.date("source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 20", "-p 1 --engine direct", "-p 8 -f 20 --engine direct"})
    void theAwkwardTreeIsEqual(String options) {
        AwkwardTree.build(
                trees.source(), AwkwardTree.Options.forUser(user.owner()).small());

        Ended ended = trees.sync(options.split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).doesNotContain("repaired");
        trees.assertSame();
    }

    /** So many processes that one of them fails in every run without the permission that the copy adds. */
    @Test
    void readOnlyDirectoriesAreFilledByManyProcesses() {
        Node[] files = IntStream.range(0, 400).mapToObj(i -> file("f" + i, i)).toArray(Node[]::new);
        Node[] nested = IntStream.range(0, 6)
                .mapToObj(i -> dir("d" + i, dir("in", files[i], files[i + 1]).mode(0555), files[i])
                        .mode(0555))
                .toArray(Node[]::new);
        build(dir("flat", files).mode(0555), dir("nested", nested).mode(0555));

        Ended ended = trees.sync("-p", "8", "-f", "5");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).doesNotContain("repaired");
        trees.assertSame();
    }

    @Test
    void readOnlyDirectoriesAreChangedAndEmptied() {
        build(dir(
                        "d",
                        file("changed", "new"),
                        file("added", "x"),
                        dir("e", file("y", "y")).mode(0555))
                .mode(0555));
        TreeBuilder.build(
                trees.destination(),
                Node.root(dir(
                                "d",
                                file("changed", "old!"),
                                file("extra", "x"),
                                dir("gone", file("in", "x")).mode(0555))
                        .mode(0555)),
                1,
                Optional.of(user.owner()));

        Ended ended = trees.sync("-p", "4", "-f", "1", "--delete");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        trees.assertSame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1"})
    void whatCannotBeReadIsListedOnceWithTheReasonAndAllElseArrives(String options) {
        build(
                file("closed", 10).mode(0),
                dir("d", file("fine", 20), file("closed too", 10).mode(0200)),
                dir("no-entry", file("in", 5)).mode(0),
                dir("e", dir("unlisted", file("in", 5)).mode(0311), file("fine", 7)),
                file("fine", 30));

        Ended ended = trees.sync((options + " -v").split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(failures(ended)).containsExactlyInAnyOrder("closed", "d/closed too", "no-entry", "e/unlisted");
        assertThat(ended.out().lines().filter(line -> line.contains(": source not readable: Permission denied")))
                .hasSize(4);
        // For root, to see the rest. A directory of mode 0311 becomes 0711 by any rsync that is not root.
        trees.sh("cd source && rm closed 'd/closed too' no-entry/in e/unlisted/in && chmod 711 e/unlisted"
                + " && for d in . d no-entry e/unlisted; do touch -r ../destination/$d $d; done");
        trees.assertSame();
    }

    private static String[] failures(Ended ended) {
        return ended.out()
                .lines()
                .dropWhile(line -> !line.startsWith("failed "))
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().replaceFirst(": .*", ""))
                .toArray(String[]::new);
    }

    @Test
    void nothingIsDeletedWhereTheSourceCannotBeRead() {
        build(dir("closed", file("in", 5)).mode(0), dir("open", file("in", 5)));
        TreeBuilder.build(
                trees.destination(),
                Node.root(
                        dir("closed", file("in", 5), file("extra", 5)),
                        dir("open", file("extra", 5)),
                        file("extra", 1)),
                1,
                Optional.of(user.owner()));

        Ended ended = trees.sync("-p", "2", "--delete");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out())
                .contains("nothing was deleted, because parts of the source could not be read")
                .doesNotContainPattern("deleted +[1-9]");
        assertThat(trees.destination().resolve("open/extra")).exists();
        assertThat(trees.destination().resolve("extra")).exists();
        assertThat(trees.sh("ls destination/closed destination/open/in")).contains("extra", "in");
    }

    @Test
    void whatCannotBeWrittenIsListedOnce() {
        build(dir("d", file("a", 5), file("b", 5)), file("c", 5));
        trees.destination(dir("d"));
        user.own(trees.destination());

        Ended ended = trees.sync("-p", "2", "-v");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(failures(ended)).contains("d/a", "d/b").doesNotHaveDuplicates();
        assertThat(trees.destination().resolve("c")).exists();
    }
}
