package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.Owner;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program on file systems that are full, read-only, seen twice, or taken away meanwhile. */
final class MountsIT {
    private static final Path TARGET = Path.of(System.getProperty("brigade.target", "target"));

    private final Sandbox sandbox = new Sandbox(Sandbox.tree(10, 4, 50_000));

    @BeforeEach
    void needsRoot() {
        assumeTrue(Owner.ofThisProcess().isRoot(), "only root can mount");
    }

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private BrigadeProgram program() {
        return sandbox.inside(BrigadeProgram.launcher(TARGET.resolve("brigade")));
    }

    private void assertCompletes() {
        Ended again = program().run(sandbox.sync());
        assertThat(again.exit()).as(again.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    private static void assertEndedWith(Ended ended, int code, String says) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.out() + ended.err()).contains(says);
        Sandbox.assertNoStackTrace(ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=1m", "nr_inodes=20"})
    void endsSoonWhereNoSpaceIsLeft(String options) {
        try (Mount full = Mount.tmpfs(sandbox.destination(), options)) {
            Ended ended = program().run(sandbox.sync("-p", "2", "-f", "8"));

            assertEndedWith(ended, 30, "no space is left: ");
            assertThat(ended.out().lines().filter(line -> line.startsWith("no space is left: ")))
                    .hasSize(1);
            assertThat(ended.out()).doesNotContain("verify ");
            sandbox.assertNothingGoesOn();

            full.remount("size=100m,nr_inodes=1000");
            assertCompletes();
        }
    }

    @Test
    void endsWhereVerificationFindsNoSpace() {
        try (Mount full = Mount.tmpfs(sandbox.destination(), "size=1m")) {
            Ended ended = program().run(sandbox.verify("-p", "2"));

            assertEndedWith(ended, 30, "no space is left: ");
            sandbox.assertNothingLeft();
            full.remount("size=100m");
            assertCompletes();
        }
    }

    @Test
    void refusesAStateDirectoryWithoutSpace() {
        try (Mount full = Mount.tmpfs(sandbox.state(), "nr_inodes=1")) {
            Inventory before = sandbox.inventory();

            Ended ended = program().run(sandbox.sync());

            assertEndedWith(ended, 30, "No space left on device");
            assertThat(ended.err())
                    .startsWith("brigade: ")
                    .containsOnlyOnce("\n")
                    .contains("--state-dir");
            assertThat(sandbox.inventory()).isEqualTo(before);
            full.remount("nr_inodes=100");
            assertCompletes();
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
            Ended ended = program().run(sandbox.sync());

            assertEndedWith(ended, 30, ": No space left on device. Free some space");
            assertThat(ended.err()).contains("cannot write the state of the run: " + sandbox.state());
            assertThat(ended.err()).startsWith("brigade: ").containsOnlyOnce("\n");
            sandbox.assertNothingLeft();
            full.remount("size=10m");
            assertCompletes();
        }
    }

    /** The state directory is fine: no word of it. */
    @ParameterizedTest
    @CsvSource({"sync, new", "parallelcp, new/below"})
    void saysThatTheDestinationCannotBeMadeWithoutSpace(String command, String name) {
        Path full = sandbox.world().resolve("full");
        try (Mount unused = Mount.tmpfs(full, "nr_inodes=1")) {
            Path destination = full.resolve(name);

            Ended ended = program().run(command, sandbox.source() + "/", destination.toString());

            assertEndedWith(ended, 30, "no space is left: " + full.resolve("new") + ": No space left on device");
            assertThat(ended.out() + ended.err()).doesNotContain("state");
            sandbox.assertNothingLeft();
        }
    }

    @Test
    void refusesADestinationThatIsMountedReadOnly() {
        TreeBuilder.build(sandbox.destination(), Node.root());
        try (Mount readOnly = Mount.tmpfs(sandbox.destination(), "size=1m,ro")) {
            Inventory before = sandbox.inventory();
            Path below = sandbox.destination().resolve("new");

            assertEndedWith(program().run(sandbox.sync()), 40, "cannot be written: ");
            assertEndedWith(program().run("sync", sandbox.source() + "/", below.toString()), 40, "cannot be written: ");
            assertThat(sandbox.inventory()).isEqualTo(before);
            readOnly.remount("rw,size=100m");
            assertCompletes();
        }
    }

    @Test
    void refusesTheSourceItselfSeenThroughAnotherMount() {
        try (Mount again = Mount.bind(sandbox.destination(), sandbox.source())) {
            assertThat(again).isNotNull();
            Inventory before = sandbox.inventory();

            assertEndedWith(program().run(sandbox.sync("--delete")), 40, "itself");
            Path inside = sandbox.destination().resolve("directory 1");
            assertEndedWith(program().run("sync", sandbox.source() + "/", inside.toString()), 40, "inside the source");
            assertThat(sandbox.inventory()).isEqualTo(before);
        }
    }

    @Test
    void refusesADestinationInsideTheSourceSeenThroughAnotherMount() {
        try (Mount part = Mount.bind(sandbox.destination(), sandbox.source().resolve("directory 1"))) {
            assertThat(part).isNotNull();
            Inventory before = sandbox.inventory();
            Path below = sandbox.destination().resolve("new");

            assertEndedWith(program().run(sandbox.sync()), 40, "inside the source");
            assertEndedWith(program().run("sync", sandbox.source() + "/", below.toString()), 40, "inside the source");
            assertThat(sandbox.inventory()).isEqualTo(before);
        }
    }

    @Test
    void refusesADestinationThatIsMountedInsideTheSource() {
        TreeBuilder.build(sandbox.destination(), Node.root(Node.dir("below")));
        TreeBuilder.add(sandbox.source(), Node.dir("a \\ mount\tpoint"));
        try (Mount part = Mount.bind(sandbox.source().resolve("a \\ mount\tpoint"), sandbox.destination())) {
            assertThat(part).isNotNull();
            Path below = sandbox.destination().resolve("below");

            assertEndedWith(program().run(sandbox.sync()), 40, "inside the source");
            assertEndedWith(program().run("sync", sandbox.source() + "/", below.toString()), 40, "inside the source");
        }
    }

    @Test
    void deletesNoSourceThatIsInsideTheDestinationThroughAnotherMount() {
        TreeBuilder.build(sandbox.destination(), Node.root(Node.dir("part", Node.file("file", "x"))));
        Path source = sandbox.world().resolve("mounted");
        try (Mount part = Mount.bind(source, sandbox.destination().resolve("part"))) {
            assertThat(part).isNotNull();
            String destination = sandbox.destination().toString();

            assertEndedWith(
                    program().run("sync", "--delete", source + "/", destination), 40, "would delete from the source");
            assertThat(sandbox.destination().resolve("part/file")).exists();
        }
    }

    @Test
    void copiesBetweenDirectoriesOfOneFileSystemThatIsMountedTwice() {
        Path other = sandbox.world().resolve("other");
        TreeBuilder.build(other, Node.root());
        try (Mount again = Mount.bind(sandbox.destination(), other)) {
            assertThat(again).isNotNull();
            assertCompletes();
        }
    }

    @Test
    void writesNothingBelowADestinationThatIsUnmounted() {
        FakeRsync rsync =
                sandbox.fake(Rule.copies().afterPreflight().first(1).runReal().hang());
        try (Mount lost = Mount.tmpfs(sandbox.destination(), "size=100m")) {
            Child child = program().with(rsync).start(sandbox.sync("-p", "1", "-f", "8"));
            Sandbox.await(
                    "a copy",
                    () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy)
                            && !LeftBehind.names(sandbox.destination()).isEmpty());
            lost.unmount();
            rsync.release();

            assertEndedWith(child.await(), 31, "the storage was lost: " + sandbox.destination());
            assertThat(sandbox.destination()).isEmptyDirectory();
            sandbox.assertNothingGoesOn();
        }
        assertCompletes();
    }

    @Test
    void deletesNothingWhereTheSourceIsUnmountedBetweenThePhases() {
        Path mounted = sandbox.world().resolve("mounted");
        TreeBuilder.build(sandbox.destination(), Node.root(Node.file("extra", "x")));
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().runReal().hang());
        try (Mount source = Mount.tmpfs(mounted, "size=10m")) {
            TreeBuilder.add(mounted, Node.file("file", "content"));
            Child child = program()
                    .with(rsync)
                    .start(
                            "sync",
                            "-p",
                            "1",
                            "--delete",
                            mounted + "/",
                            sandbox.destination().toString());
            Sandbox.await(
                    "the copied file", () -> Files.exists(sandbox.destination().resolve("file")));
            source.unmount();
            rsync.release();

            assertEndedWith(child.await(), 31, "the storage was lost: " + mounted);
            assertThat(sandbox.destination().resolve("extra")).exists();
            assertThat(sandbox.destination().resolve("file")).exists();
        }
    }

    @Test
    void endsSoonWhereSpaceRunsOutInALargeFile() {
        TreeBuilder.add(sandbox.source(), Node.file("large", 20_000_000), Node.sparse("sparse", 50_000_000, 0L));
        try (Mount full = Mount.tmpfs(sandbox.destination(), "size=6m")) {
            long began = System.nanoTime();
            Ended ended = program().run(sandbox.sync("-p", "2"));

            assertEndedWith(ended, 30, "no space is left: ");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            sandbox.assertNothingGoesOn();
            full.remount("size=100m");
            assertCompletes();
        }
    }

    @Test
    void countsNothingTwiceThatIsMountedTwice() {
        Path again = sandbox.world().resolve("again");
        String source = sandbox.source().toString();
        try (Mount part = Mount.bind(again, sandbox.source().resolve("directory 1"))) {
            assertEndedWith(program().run("count", source, again.toString()), 40, again + " is inside " + source);
        }
        try (Mount all = Mount.bind(again, sandbox.source())) {
            assertEndedWith(
                    program().run("count", source, again.toString()),
                    40,
                    again + " is the same directory as " + source);
        }
        assertEndedWith(program().run("count", source, again.toString()), 0, "\nall entries   52\n");
    }

    @Test
    void countsWhatIsMountedBelowAsFindDoes() {
        try (Mount below = Mount.tmpfs(sandbox.source().resolve("mount"), "size=1m")) {
            TreeBuilder.add(sandbox.source(), Node.file("mount/file", 70_000));
            assertEndedWith(
                    program().run("count", sandbox.source().toString()),
                    0,
                    "  68.4 KiB  " + sandbox.source() + "/mount/file\n");
        }
    }
}
