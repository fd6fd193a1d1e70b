package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL, to the program and to single processes of rsync's. */
final class KilledTest {
    /** So slow that it cannot be over before the kill. */
    private static final String SLOW = "args=(--bwlimit=500 \"${args[@]}\")";

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Sandbox sandbox = new Sandbox(Node.root(
            Node.dir("one", Node.file("large", 3_000_000), Node.file("small", 10)),
            Node.dir("two", Node.file("large", 3_000_000), Node.file("small", 10))));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private void assertNextRunCompletes(String... options) {
        Ended ended = sandbox.program().run(sandbox.sync(options));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesNoRsyncWhereTheProgramItselfIsKilled(boolean inTheCopyingPhase) {
        // The real one, at work; in the verifying phase it has everything to copy again.
        Rule slow = inTheCopyingPhase
                ? Rule.copies().afterPreflight()
                : Rule.verifies().afterPreflight();
        FakeRsync rsync = sandbox.fake(
                slow.bash(SLOW).bash("exec \"$real\" \"${args[@]}\""),
                Rule.copies().afterPreflight().exit(12));
        Child child = sandbox.program().with(rsync).start(sandbox.sync("-p", "2", "-s", "1M"));
        Sandbox.await(
                "data of a large file",
                () -> Stream.of("one", "two").anyMatch(directory -> holdsData(directory, inTheCopyingPhase)));

        child.signal(9);

        assertThat(child.await().exit()).isEqualTo(128 + 9);
        LeftBehind.assertNoProcess(sandbox.world().toString(), SOON);
        assertThat(sandbox.runs()).as("what the dead run left").hasSize(1);
        assertNextRunCompletes();
    }

    /** Whether a large file is being written: in place, or verifying, under a temporary name. */
    private boolean holdsData(String directory, boolean inPlace) {
        return LeftBehind.names(sandbox.destination().resolve(directory)).stream()
                .anyMatch(name -> inPlace ? name.equals("large") : name.startsWith(".large."));
    }

    @Test
    void leavesNoProcessThatOnlySleeps() {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().bash("exec sleep 600"));
        Child child = sandbox.program().with(rsync).start(sandbox.sync("-p", "2", "-s", "1M"));
        Sandbox.await(
                "two sleepers",
                () -> LeftBehind.processes(sandbox.world().toString()).stream()
                                .filter(line -> line.endsWith("sleep 600 "))
                                .count()
                        >= 2);

        child.signal(9);
        child.await();

        LeftBehind.assertNoProcess(sandbox.world().toString(), SOON);
        assertNextRunCompletes();
    }

    /** rsync is a client that generates, and two forks: the server that sends or receives, and the receiver. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void copiesAllTheSameWhereOneProcessOfAnRsyncIsKilled(int which) {
        FakeRsync rsync =
                sandbox.fake(Rule.copies().afterPreflight().first(2).bash(SLOW).bash("exec \"$real\" \"${args[@]}\""));
        Child child = sandbox.program().with(rsync).start(sandbox.sync("-p", "2", "-s", "1M"));
        Sandbox.await("data of a large file", () -> holdsData("one", true) || holdsData("two", true));

        Sandbox.await(
                "an rsync with all its processes",
                () -> child.rsync("--bwlimit").isPresent());
        ProcessHandle killed = child.rsync("--bwlimit").orElseThrow();
        for (int i = 0; i < which; i++) {
            killed = killed.children().findFirst().orElseThrow();
        }
        assertThat(killed.destroyForcibly()).isTrue();
        Ended ended = child.await();

        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    /** Not that rsync would; whatever stands in its place might. */
    @Test
    void endsWhatAnRsyncThatEndedWellLeftRunning() {
        FakeRsync rsync = sandbox.fake(Rule.all()
                .afterPreflight()
                .bash("sleep 600 < /dev/null > /dev/null 2>&1 &")
                .runReal());

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync());

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(LeftBehind.processes(sandbox.world().toString())).isEmpty();
        sandbox.assertNothingLeft();
    }

    @Test
    void twoRunsWithOneStateDirectoryLeaveEachOtherAlone() throws Exception {
        FakeRsync waiting =
                sandbox.fake(Rule.copies().afterPreflight().first(1).hang().runReal());
        Child first = sandbox.program().with(waiting).start(sandbox.sync("-p", "2"));
        Sandbox.await("the first run's copy", () -> waiting.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        List<?> held = sandbox.runs();

        String other = sandbox.world().resolve("other destination").toString();
        Ended second = sandbox.program().run("sync", sandbox.source() + "/", other);

        assertThat(second.exit()).as(second.toString()).isZero();
        assertThat(held).hasSize(1).isEqualTo(sandbox.runs());
        assertThat(Files.exists(sandbox.runs().get(0).resolve("copy-0.manifest")))
                .isTrue();
        waiting.release();
        Ended ended = first.await();
        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    @Test
    void keepsDeadRunsToGoOnWithAndLeavesLiveOnesAlone() {
        FakeRsync hanging = sandbox.fake(Rule.copies().afterPreflight().hang());
        Child live = sandbox.program().with(hanging).start(sandbox.sync("-p", "1"));
        Sandbox.await("a live run", () -> hanging.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        for (int i = 1; i <= 2; i++) {
            int calls = hanging.calls().size();
            Child dead = sandbox.program()
                    .with(hanging)
                    .start(
                            "sync",
                            "-p",
                            "1",
                            sandbox.source() + "/",
                            sandbox.world().resolve("dead").toString());
            Sandbox.await(
                    "a run to kill", () -> hanging.calls().stream().skip(calls).anyMatch(FakeRsync.Call::isCopy));
            assertThat(sandbox.runs()).hasSize(2);
            dead.signal(9);
            dead.await();
        }

        Ended next = sandbox.program()
                .run(
                        "sync",
                        sandbox.source() + "/",
                        sandbox.world().resolve("third").toString());
        assertThat(next.exit()).as(next.toString()).isZero();
        assertThat(sandbox.runs()).as("the live run and the last dead one").hasSize(2);
        live.signal("TERM");
        assertThat(live.await().exit()).isEqualTo(10);
        sandbox.assertNothingGoesOn();
    }
}
