package dev.brigade.cli;

import static dev.brigade.cli.PackagedProgram.assertEndedWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brigade.testing.Child;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged program on file systems that are read-only, seen twice, or taken away meanwhile. */
final class MountsIT {
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

    @Test
    void refusesADestinationThatIsMountedReadOnly() {
        TreeBuilder.build(sandbox.destination(), Node.root());
        try (Mount readOnly = Mount.tmpfs(sandbox.destination(), "size=1m,ro")) {
            Inventory before = sandbox.inventory();
            Path below = sandbox.destination().resolve("new");

            assertEndedWith(packaged.program().run(sandbox.sync()), 40, "cannot be written: ");
            assertEndedWith(
                    packaged.program().run("sync", sandbox.source() + "/", below.toString()),
                    40,
                    "cannot be written: ");
            assertThat(sandbox.inventory()).isEqualTo(before);
            readOnly.remount("rw,size=100m");
            packaged.assertCompletes();
        }
    }

    @Test
    void refusesTheSourceItselfSeenThroughAnotherMount() {
        try (Mount again = Mount.bind(sandbox.destination(), sandbox.source())) {
            assertThat(again).isNotNull();
            Inventory before = sandbox.inventory();

            assertEndedWith(packaged.program().run(sandbox.sync("--delete")), 40, "itself");
            Path inside = sandbox.destination().resolve("directory 1");
            assertEndedWith(
                    packaged.program().run("sync", sandbox.source() + "/", inside.toString()), 40, "inside the source");
            assertThat(sandbox.inventory()).isEqualTo(before);
        }
    }

    @Test
    void refusesADestinationInsideTheSourceSeenThroughAnotherMount() {
        try (Mount part = Mount.bind(sandbox.destination(), sandbox.source().resolve("directory 1"))) {
            assertThat(part).isNotNull();
            Inventory before = sandbox.inventory();
            Path below = sandbox.destination().resolve("new");

            assertEndedWith(packaged.program().run(sandbox.sync()), 40, "inside the source");
            assertEndedWith(
                    packaged.program().run("sync", sandbox.source() + "/", below.toString()), 40, "inside the source");
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

            assertEndedWith(packaged.program().run(sandbox.sync()), 40, "inside the source");
            assertEndedWith(
                    packaged.program().run("sync", sandbox.source() + "/", below.toString()), 40, "inside the source");
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
                    packaged.program().run("sync", "--delete", source + "/", destination),
                    40,
                    "would delete from the source");
            assertThat(sandbox.destination().resolve("part/file")).exists();
        }
    }

    @Test
    void refusesToRunWithoutARequiredMount() throws Exception {
        Path point = sandbox.world().resolve("point");
        Files.createDirectories(point.resolve("below"));
        Path link = Files.createSymbolicLink(sandbox.world().resolve("link"), point);
        String[] required = {"--require-mount", "/proc", "--require-mount", link.toString(), "--delete"};
        Inventory before = sandbox.inventory();

        assertEndedWith(packaged.program().run(sandbox.sync(required)), 40, link + " is not a mount point");
        assertEndedWith(packaged.program().run(sandbox.sync("--require-mount", point + "/no")), 40, "No such file");
        assertThat(sandbox.inventory()).isEqualTo(before);
        try (Mount mounted = Mount.bind(point, sandbox.source())) {
            assertThat(mounted).isNotNull();
            assertThat(packaged.program().run(sandbox.sync(required)).exit()).isZero();
            assertThat(packaged.program().run(sandbox.verify(required)).exit()).isZero();
            assertEndedWith(
                    packaged.program().run(sandbox.sync("--require-mount", point + "/directory 1")),
                    40,
                    point + "/directory 1 is not a mount point: nothing is mounted there. Mount it, or correct");
        }
    }

    @Test
    void warnsOfWhatWasAMountInTheLastRun() {
        Path point = sandbox.source().resolve("a \\ mount");
        String warning = "brigade: warning: " + point + " was a mount in the last run and is none now\n";
        try (Mount part = Mount.bind(point, sandbox.source().resolve("directory 1"))) {
            assertThat(part).isNotNull();
            assertThat(packaged.program().run(sandbox.sync()).err()).isEmpty();
            assertThat(packaged.program().run(sandbox.sync()).err()).isEmpty();
        }
        assertThat(packaged.program().run(sandbox.verify("-n")).err()).isEqualTo(warning);
        assertThat(packaged.program().run(sandbox.sync()).err()).isEqualTo(warning);
        assertThat(packaged.program().run(sandbox.sync()).err()).isEmpty();
    }

    @Test
    void copiesBetweenDirectoriesOfOneFileSystemThatIsMountedTwice() {
        Path other = sandbox.world().resolve("other");
        TreeBuilder.build(other, Node.root());
        try (Mount again = Mount.bind(sandbox.destination(), other)) {
            assertThat(again).isNotNull();
            packaged.assertCompletes();
        }
    }

    @Test
    void writesNothingBelowADestinationThatIsUnmounted() {
        FakeRsync rsync =
                sandbox.fake(Rule.copies().afterPreflight().first(1).runReal().hang());
        try (Mount lost = Mount.tmpfs(sandbox.destination(), "size=100m")) {
            Child child = packaged.program().with(rsync).start(sandbox.sync("-p", "1", "-f", "8"));
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
        packaged.assertCompletes();
    }

    @Test
    void deletesNothingWhereTheSourceIsUnmountedBetweenThePhases() {
        Path mounted = sandbox.world().resolve("mounted");
        TreeBuilder.build(sandbox.destination(), Node.root(Node.file("extra", "x")));
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().runReal().hang());
        try (Mount source = Mount.tmpfs(mounted, "size=10m")) {
            TreeBuilder.add(mounted, Node.file("file", "content"));
            Child child = packaged.program()
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
    void countsNothingTwiceThatIsMountedTwice() {
        Path again = sandbox.world().resolve("again");
        String source = sandbox.source().toString();
        try (Mount part = Mount.bind(again, sandbox.source().resolve("directory 1"))) {
            assertEndedWith(
                    packaged.program().run("count", source, again.toString()), 40, again + " is inside " + source);
        }
        try (Mount all = Mount.bind(again, sandbox.source())) {
            assertEndedWith(
                    packaged.program().run("count", source, again.toString()),
                    40,
                    again + " is the same directory as " + source);
        }
        assertEndedWith(packaged.program().run("count", source, again.toString()), 0, "\nall entries   52\n");
    }

    @Test
    void countsWhatIsMountedBelowAsFindDoes() {
        try (Mount below = Mount.tmpfs(sandbox.source().resolve("mount"), "size=1m")) {
            TreeBuilder.add(sandbox.source(), Node.file("mount/file", 70_000));
            assertEndedWith(
                    packaged.program().run("count", sandbox.source().toString()),
                    0,
                    "  68.4 KiB  " + sandbox.source() + "/mount/file\n");
        }
    }
}
