package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged program under the name {@code msrsync}, as scripts and crontabs call it. */
final class MsrsyncIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("brigade.target", "target"))
            .resolve("brigade")
            .toAbsolutePath();

    private static final String RECIPE = "msrsync -P --stats -p 64 -f 170 --rsync \"-ahv --inplace\" SRC DST"
            + " && msrsync -P --stats -p 64 -f 170 --rsync \"-ahv\" SRC DST";

    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    @BeforeEach
    void link() throws IOException {
        Files.createSymbolicLink(
                Files.createDirectory(trees.home().resolve("programs")).resolve("msrsync"), LAUNCHER);
    }

    /** Runs a script's line, in an environment like cron's, with an rsync that keeps a record. */
    private Ended sh(FakeRsync rsync, String line) {
        return BrigadeProgram.launcher(Path.of("/bin/sh"))
                .withoutLocale()
                .env("BRIGADE_STATE_DIR", trees.home().resolve("state").toString())
                .in(trees.home())
                .env("PATH", trees.home().resolve("programs") + ":" + rsync.path())
                .run("-c", line);
    }

    /** 11,000 files; with their directories there are 11,000 entries and some more, as in any real tree. */
    private static Node[] tree() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            nodes.add(Node.dir(
                    "directory " + i,
                    IntStream.range(0, 200)
                            .mapToObj(j -> Node.file("file " + j, (number * j) % 500))
                            .toArray(Node[]::new)));
        }
        IntStream.range(0, 1000).forEach(i -> nodes.add(Node.file("flat " + i, i % 7)));
        return nodes.toArray(Node[]::new);
    }

    @Test
    void theDocumentedRecipeWordForWord() throws IOException {
        trees.source(tree());
        Files.move(trees.source(), trees.home().resolve("SRC"));
        FakeRsync rsync = trees.rsync();

        Ended ended = sh(rsync, RECIPE);

        assertThat(ended.exit()).as(ended.toString()).isZero();
        Path copy = trees.home().resolve("DST/SRC");
        TreeComparer.assertSame(trees.home().resolve("SRC"), copy);
        assertThat(Files.getAttribute(trees.home().resolve("DST"), "unix:mode")).isEqualTo(040755);
        assertThat(ended.err())
                .isEqualTo("warning: copied in place and not verified: run it again without --inplace,"
                        + " or use 'brigade sync', which does both\n");
        assertThat(ended.out().lines().filter(line -> line.equals("Buckets number: 64")))
                .as("none has to run alone at the end")
                .hasSize(2);
        assertThat(ended.out().lines().filter(line -> line.equals("Total entries: 11050")))
                .hasSize(2);
        assertThat(ended.out().lines().filter(line -> line.equals("Status: SUCCESS")))
                .hasSize(2);
        assertThat(rsync.calls().stream()
                        .filter(FakeRsync.Call::isCopy)
                        .filter(call -> call.arguments().contains("--inplace")))
                .as("the first call's; the second does not write in place")
                .hasSize(64);
        assertThat(rsync.mostAtOnce()).isBetween(2, 64);

        Inventory before = Inventory.of(copy);
        Ended third = sh(rsync, "msrsync -k -b . --rsync \"-ahv\" SRC DST && cat brigade-*/*.log");
        assertThat(third.out())
                .as("there is nothing left to transfer")
                .doesNotContain(">f")
                .doesNotContain("cd+");
        assertThat(Inventory.of(copy)).isEqualTo(before);
    }

    @Test
    void knowsItselfByThatName() {
        FakeRsync rsync = trees.rsync();

        Ended version = sh(rsync, "msrsync -v && msrsync --version");
        Ended sync = sh(rsync, "msrsync sync a b");

        assertThat(version.exit()).isZero();
        assertThat(version.out()).hasLineCount(2);
        assertThat(sync.exit()).as("three paths: no command of brigade's").isEqualTo(15);
        assertThat(sync.err()).isEqualTo("brigade: source sync does not exist\n");
    }
}
