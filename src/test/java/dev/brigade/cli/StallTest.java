package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.mount.MountTable;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An rsync that does nothing at all, as on a storage that does not answer. */
final class StallTest {
    private final Sandbox sandbox = new Sandbox(Sandbox.tree(4, 2, 100));

    @AfterEach
    void remove() {
        sandbox.assertNothingGoesOn();
        sandbox.close();
    }

    /** In a chroot whose top directory is no mount the kernel names none, so there is none to be told. */
    private String mount() {
        return MountTable.now().of(sandbox.source()).isPresent() ? " on mount /\\S* \\(\\S+ \\S+\\)" : "";
    }

    private void assertGoesOn() {
        Ended again = sandbox.program().run(sandbox.sync());
        assertThat(again.exit()).as(again.toString()).isZero();
        sandbox.assertEqualTrees();
    }

    @Test
    void endsTheRunWithTheNamesOfProcessesAndMounts() {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().hang());

        Ended ended = sandbox.syncHastily(rsync, "-p", "2", "-f", "2", "--stall-timeout", "2s");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertThat(ended.out())
                .containsPattern("the storage was lost: no progress for [23] s, the limit of --stall-timeout;"
                        + " rsync processes that wait for it: 2, pids \\d+, \\d+;"
                        + " source " + sandbox.source() + mount() + ","
                        + " destination " + sandbox.destination() + mount() + ";"
                        + " run the same command again to resume");
        assertGoesOn();
    }

    @Test
    void endsTheRunAlsoInThePhaseThatVerifies() {
        FakeRsync rsync = sandbox.fake(Rule.looks().afterPreflight().hangIgnoringSignals());

        Ended ended = sandbox.syncHastily(rsync, "-p", "2", "--stall-timeout", "2s");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertGoesOn();
    }

    @Test
    void endsPreflightToo() {
        FakeRsync rsync = sandbox.fake(Rule.having("-n").hang());

        Ended ended = sandbox.syncHastily(rsync, "--stall-timeout", "2s");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertThat(ended.out()).containsPattern("1, pids \\d+; source " + sandbox.source() + "/, destination ");
        assertThat(sandbox.destination()).doesNotExist();
    }

    /** Whoever waits for the lock of the runs waits as on a storage that does not answer. */
    private void whileTheStateHangs(Consumer<FileChannel> action) throws IOException {
        Path lock = sandbox.state().resolve("runs/lock");
        Files.createDirectories(
                lock.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            held.lock();
            action.accept(held);
        }
        assertGoesOn();
    }

    @Test
    void endsTheRunWhereTheStateDirectoryDoesNotAnswer() throws IOException {
        whileTheStateHangs(held -> {
            Ended ended = sandbox.hasty().runAlone(sandbox.sync("--stall-timeout", "2s"));

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
            assertThat(ended.out())
                    .contains("brigade itself waits for it; source " + sandbox.source())
                    .contains(", state directory " + sandbox.state());
        });
    }

    @Test
    void aSignalEndsTheRunWhereTheStateDirectoryDoesNotAnswer() throws IOException {
        whileTheStateHangs(held -> {
            FakeRsync rsync = sandbox.fake(Rule.all().runReal());
            Child child = sandbox.hasty().with(rsync).start(sandbox.sync());
            Sandbox.await("preflight", () -> rsync.calls().size() >= 2);
            child.signal("TERM");
            Ended ended = child.await();

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
            assertThat(ended.out()).contains("interrupted: a signal arrived");
            assertThat(sandbox.destination()).doesNotExist();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"|>f+++++++++|0|x", "rsync: [sender] not so well", "what is that"})
    void whatSaysSomethingNowAndThenIsWaitedFor(String said) {
        FakeRsync rsync = sandbox.fake(Rule.copies()
                .afterPreflight()
                .bash("for i in 1 2 3 4; do sleep 0.7; echo '" + said + "'; done >&" + (said.startsWith("|") ? 1 : 2))
                .runReal());

        Ended ended = sandbox.syncHastily(rsync, "-p", "1", "-f", "1000", "--stall-timeout", "2s");

        assertThat(ended.exit()).as(ended.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2s", "1h"})
    void aPauseBeforeTryingAgainIsNoStall(String timeout) {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().first(3).exit(12));

        Ended ended =
                sandbox.program().with(rsync).run(sandbox.sync("-p", "1", "-f", "1000", "--stall-timeout", timeout));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        List<FakeRsync.Call> copies =
                rsync.calls().stream().filter(FakeRsync.Call::isCopy).toList();
        assertThat(copies).hasSize(4);
        assertThat(copies.get(3).startMicros() - copies.get(0).startMicros()).isGreaterThan(7_000_000);
    }
}
