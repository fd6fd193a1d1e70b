package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's directory is its own while it lives, and nobody's afterwards. */
final class RunDirectoryTest {
    @TempDir
    private Path base;

    private List<Path> runs() throws IOException {
        try (Stream<Path> all = Files.list(base.resolve("runs"))) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private Child start(String... arguments) {
        return BrigadeProgram.onClassPath(RunDirectoryMain.class.getName()).start(arguments);
    }

    private Child holding() throws InterruptedException {
        Child child = start("hold", base.toString());
        while (!child.outSoFar().contains("holding")) {
            assertThat(child.isAlive()).as(child.errSoFar()).isTrue();
            Thread.sleep(10);
        }
        return child;
    }

    @Test
    void itIsPrivateAndGoesWithAllItHolds() throws IOException {
        try (RunDirectory directory =
                Runs.in(base.resolve("made/too")).temporary().directory()) {
            Path path = directory.path();
            assertThat(mode(path)).isEqualTo("rwx------");
            assertThat(mode(path.getParent())).isEqualTo("rwx------");
            assertThat(mode(path.resolve("lock"))).isEqualTo("rw-------");
            Files.createDirectories(directory.path().resolve("lists/more"));
            Files.writeString(directory.path().resolve("lists/more/list"), "x");
            assertThat(path).isDirectory();
        }
        try (Stream<Path> left = Files.list(base.resolve("made/too/runs"))) {
            assertThat(left).containsExactly(base.resolve("made/too/runs/lock"));
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void whatAKilledRunLeftGoesWhenTheNextOneBegins() throws Exception {
        Child killed = holding();
        killed.kill();
        killed.await();
        assertThat(runs()).hasSize(1);
        try (RunDirectory directory = Runs.in(base).temporary().directory()) {
            assertThat(runs()).containsExactly(directory.path());
        }
        assertThat(runs()).isEmpty();
    }

    @Test
    void aLiveRunOfAnotherProcessIsLeftAlone() throws Exception {
        Child live = holding();
        try {
            Path theirs = runs().get(0);
            try (RunDirectory directory = Runs.in(base).temporary().directory()) {
                assertThat(runs()).containsExactlyInAnyOrder(theirs, directory.path());
            }
            assertThat(theirs.resolve("copy-0.manifest")).hasContent("half");
        } finally {
            live.kill();
        }
    }

    /** To look at a lock file of our own would free it, and another process would then take the run for a dead one. */
    @Test
    void twoRunsOfOneProcessKeepTheirLocks() throws Exception {
        try (RunDirectory first = Runs.in(base).temporary().directory();
                RunDirectory second = Runs.in(base).temporary().directory()) {
            Files.writeString(first.manifest("copy-0"), "first");
            Files.writeString(second.manifest("copy-0"), "second");
            System.gc(); // A lock object that nobody refers to is forgotten, though the kernel's lock is held.
            Ended other = start("repeat", base.toString(), "1").await();
            assertThat(other.exit()).as(other.toString()).isZero();
            try (RunDirectory third = Runs.in(base).temporary().directory()) {
                assertThat(third.path().resolve("lock")).exists();
                assertThat(first.manifest("copy-0")).hasContent("first");
                assertThat(second.manifest("copy-0")).hasContent("second");
            }
        }
        assertThat(runs()).isEmpty();
    }

    @Test
    void runsThatBeginAndEndAllTheTimeDoNotDisturbEachOther() throws IOException {
        List<Child> others = List.of(start("repeat", base.toString(), "300"), start("repeat", base.toString(), "300"));
        for (int i = 0; i < 300; i++) {
            try (RunDirectory directory = Runs.in(base).temporary().directory()) {
                Files.writeString(directory.manifest("copy-0"), "half");
            }
        }
        for (Child other : others) {
            Ended ended = other.await();
            assertThat(ended.exit()).as(ended.toString()).isZero();
        }
        assertThat(runs()).isEmpty();
    }

    @Test
    void apartIsPrivateAndGoesWithTheRun() throws IOException {
        Path path;
        try (RunDirectory directory = RunDirectory.apart(base, false)) {
            path = directory.path();
            assertThat(path.getParent()).isEqualTo(base);
            assertThat(directory.shared()).isEqualTo(path);
            assertThat(mode(path)).isEqualTo("rwx------");
            Files.writeString(directory.manifest("copy-0"), "x");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void keptItHasTheListsAlone() throws IOException {
        Path path;
        try (RunDirectory directory = RunDirectory.apart(base, true)) {
            path = directory.path();
            Files.writeString(directory.manifest("copy-0"), "x");
            Files.writeString(path.resolve("copy-1"), "name");
        }
        try (Stream<Path> left = Files.list(path)) {
            assertThat(left).containsExactly(path.resolve("copy-1"));
        }
    }

    /** The progress of a run is renamed while its directory is cleared. */
    @Test
    void aFileThatIsGoneAlreadyIsNoFailure() throws IOException {
        RunDirectory.delete(base.resolve("gone"));
    }
}
