package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tree that holds every awkward thing, and read-only directories, by one pass alone. */
final class MsrsyncTreesTest {
    private static final String ALL = "-aHS --numeric-ids";
    private static final Scratch SHARED = Scratch.create();
    private static final Path SMALL = SHARED.path().resolve("source");

    private final TwoTrees trees = TwoTrees.create();

    @BeforeAll
    static void build() {
        AwkwardTree.build(SMALL, AwkwardTree.Options.forThisUser().small());
    }

    @AfterAll
    static void remove() {
        SHARED.close();
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private static void msrsync(TwoTrees trees, BrigadeProgram program, Path source, String options, String... more) {
        String[] words = Stream.of(
                        Arrays.stream(options.split(" ")),
                        Stream.of(more),
                        Stream.of(source + "/", trees.destination().toString()))
                .flatMap(part -> part)
                .toArray(String[]::new);
        Ended ended = program.run(Msrsync.line(words));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void theAwkwardTreeIsEqualInBucketsOf10() {
        msrsync(trees, trees.program(), SMALL, "-p 8 -f 10", "--rsync", ALL);

        TreeComparer.assertSame(SMALL, trees.destination());
    }

    @Test
    void theAwkwardTreeIsEqualInBucketsOfAThousandUnderCron() {
        msrsync(trees, trees.program().withoutLocale(), SMALL, "-p 4", "--rsync", ALL);

        TreeComparer.assertSame(SMALL, trees.destination());
    }

    @Test
    void theAwkwardTreeIsEqualButForHardLinksWhereNothingIsSaid() {
        msrsync(trees, trees.program(), SMALL, "-p 2");

        Msrsync.BY_DEFAULT.assertEqual(SMALL, trees.destination());
        assertThat(TreeComparer.strict().differences(SMALL, trees.destination()))
                .as("msrsync's own default has no -H")
                .isNotEmpty();
    }

    @Test
    void theAwkwardTreeIsEqualWithAProcessForEachEntry() {
        AwkwardTree.build(
                trees.source(), AwkwardTree.Options.forThisUser().small().withFlatFiles(10));
        // What is left has each name still, as a file; AwkwardTreeSyncTest names each directory alone.
        trees.sh("rm -r source/directories source/files source/wide source/deep"
                + " && find source -mindepth 1 -maxdepth 1 -type d -name '*d' -exec rm -r {} +");
        TreeBuilder.add(trees.source(), dir("directories", dir("d", file("x", 1))));

        msrsync(trees, trees.program(), trees.source(), "-p 8 -f 1", "--rsync", ALL);

        trees.assertSame();
    }

    /** All of them are files of one directory, whose own process takes the permission away while others still write. */
    @Test
    void aReadOnlyDirectoryOf400FilesIsFilledByAnyUser() throws Exception {
        try (OtherUser user = OtherUser.create();
                TwoTrees other = TwoTrees.of(user)) {
            Node[] files =
                    IntStream.range(0, 400).mapToObj(i -> file("f" + i, i)).toArray(Node[]::new);
            TreeBuilder.build(other.source(), Node.root(dir("d", files).mode(0555)), 1, Optional.of(user.owner()));

            msrsync(other, other.program(), other.source(), "-p 8 -f 5");

            try (Stream<Path> arrived = Files.list(other.destination().resolve("d"))) {
                assertThat(arrived).hasSize(400);
            }
            other.assertSame();
        }
    }
}
