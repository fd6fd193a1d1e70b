package dev.brigade.cli;

import static dev.brigade.cli.PackagedProgram.assertEndedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.Owner;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program where a file system is full: source and destination stay as good as they were, and the next run
 * ends well.
 */
final class FullStorageIT {
    private final Sandbox sandbox = new Sandbox(Sandbox.tree(10, 4, 50_000));
    private final PackagedProgram packaged = new PackagedProgram(sandbox);

    @BeforeEach
    void needsRoot() {
        assumeTrue(Owner.ofThisProcess().isRoot(), "only root can mount");
    }

    @AfterEach
    void remove() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=1m", "nr_inodes=20"})
    void endsSoonWhereNoSpaceIsLeft(String options) {
        try (Mount full = Mount.tmpfs(sandbox.destination(), options)) {
            Ended ended = packaged.program().run(sandbox.sync("-p", "2", "-f", "8"));

            assertEndedWith(ended, 30, "no space is left: ");
            assertThat(ended.out().lines().filter(line -> line.startsWith("no space is left: ")))
                    .hasSize(1);
            assertThat(ended.out()).doesNotContain("verify ");
            sandbox.assertNothingGoesOn();

            full.remount("size=100m,nr_inodes=1000");
            packaged.assertCompletes();
        }
    }

    @Test
    void endsWhereVerificationFindsNoSpace() {
        try (Mount full = Mount.tmpfs(sandbox.destination(), "size=1m")) {
            Ended ended = packaged.program().run(sandbox.verify("-p", "2"));

            assertEndedWith(ended, 30, "no space is left: ");
            sandbox.assertNothingLeft();
            full.remount("size=100m");
            packaged.assertCompletes();
        }
    }

    @Test
    void refusesAStateDirectoryWithoutSpace() {
        try (Mount full = Mount.tmpfs(sandbox.state(), "nr_inodes=1")) {
            Inventory before = sandbox.inventory();

            Ended ended = packaged.program().run(sandbox.sync());

            assertEndedWith(ended, 30, "No space left on device");
            assertThat(ended.err())
                    .startsWith("brigade: ")
                    .containsOnlyOnce("\n")
                    .contains("--state-dir");
            assertThat(sandbox.inventory()).isEqualTo(before);
            full.remount("nr_inodes=100");
            packaged.assertCompletes();
        }
    }

    @Test
    void saysThatItsOwnFilesFindNoSpace() {
        Node[] files = new Node[2_000];
        for (int i = 0; i < files.length; i++) {
            files[i] = Node.file("a name that takes some room in the manifest of the run " + i, "");
        }
        TreeBuilder.add(sandbox.source(), Node.dir("many", files));
        try (Mount full = Mount.tmpfs(sandbox.state(), "size=16k")) {
            Ended ended = packaged.program().run(sandbox.sync());

            assertEndedWith(ended, 30, ": No space left on device. Free some space");
            assertThat(ended.err()).contains("cannot write the state of the run: " + sandbox.state());
            assertThat(ended.err()).startsWith("brigade: ").containsOnlyOnce("\n");
            sandbox.assertNothingLeft();
            full.remount("size=10m");
            packaged.assertCompletes();
        }
    }

    /** The state directory is fine: no word of it. */
    @ParameterizedTest
    @CsvSource({"sync, new", "parallelcp, new/below"})
    void saysThatTheDestinationCannotBeMadeWithoutSpace(String command, String name) {
        Path full = sandbox.world().resolve("full");
        try (Mount unused = Mount.tmpfs(full, "nr_inodes=1")) {
            Path destination = full.resolve(name);

            Ended ended = packaged.program().run(command, sandbox.source() + "/", destination.toString());

            assertEndedWith(ended, 30, "no space is left: " + full.resolve("new") + ": No space left on device");
            assertThat(ended.out() + ended.err()).doesNotContain("state");
            sandbox.assertNothingLeft();
        }
    }

    @Test
    void endsSoonWhereSpaceRunsOutInALargeFile() {
        TreeBuilder.add(sandbox.source(), Node.file("large", 20_000_000), Node.sparse("sparse", 50_000_000, 0L));
        try (Mount full = Mount.tmpfs(sandbox.destination(), "size=6m")) {
            long began = System.nanoTime();
            Ended ended = packaged.program().run(sandbox.sync("-p", "2"));

            assertEndedWith(ended, 30, "no space is left: ");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            sandbox.assertNothingGoesOn();
            full.remount("size=100m");
            packaged.assertCompletes();
        }
    }
}
