package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** INT, TERM and HUP at any time: exit code 10, the outcome so far, no process and no file is left. */
final class InterruptedRunTest {
    private final Sandbox sandbox = new Sandbox(Sandbox.tree(8, 4, 5_000));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private void assertInterrupted(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        assertThat(ended.out()).contains("interrupted: a signal arrived; run the same command again to resume");
        Sandbox.assertNoStackTrace(ended);
        sandbox.assertNothingGoesOn();
        assertThat(sandbox.runs()).as("the run that can be resumed").hasSizeLessThanOrEqualTo(1);
    }

    private void assertRunAgainCompletes() {
        Ended again = sandbox.program().run(sandbox.sync("-p", "4"));
        assertThat(again.exit()).as(again.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    /** The program may end by itself meanwhile. */
    private static void signal(Child child, String signal, int times) {
        for (int i = 0; i < times && child.isAlive(); i++) {
            try {
                child.signal(signal);
            } catch (IllegalStateException e) {
                assertThat(child.isAlive()).as(e.getMessage()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 1", "TERM, 2", "HUP, 1"})
    void endsTheCopyingPhase(String signal, int times) {
        Rule copy = Rule.copies().afterPreflight();
        assertEndsTheCopyingPhase(signal, times, copy.runReal().hang());
    }

    @Test
    void endsProcessesThatDoNotCareForSignals() {
        Rule copy = Rule.copies().afterPreflight();
        assertEndsTheCopyingPhase(
                "TERM", 1, copy.first(1).runReal().hang(), copy.runReal().hangIgnoringSignals());
    }

    private void assertEndsTheCopyingPhase(String signal, int times, Rule... rules) {
        FakeRsync rsync = sandbox.fake(rules);
        Child child = sandbox.program().with(rsync).start(sandbox.sync("-p", "2", "-f", "8"));
        Sandbox.await(
                "two copies",
                () -> rsync.calls().stream().filter(FakeRsync.Call::isCopy).count() == 2);

        signal(child, signal, times);
        Ended ended = child.await();

        assertInterrupted(ended);
        assertThat(ended.out()).contains("Copied ").doesNotContain("Verified ");
        assertRunAgainCompletes();
    }

    @ParameterizedTest
    @CsvSource({"INT, 2", "TERM, 1", "HUP, 2"})
    void endsTheVerifyingPhase(String signal, int times) {
        FakeRsync rsync = sandbox.fake(Rule.verifies().afterPreflight().first(1).hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync("-p", "2"));
        Sandbox.await(
                "a verifying process",
                () -> rsync.calls().stream()
                        .filter(FakeRsync.Call::isLook)
                        .findAny()
                        .isPresent());

        signal(child, signal, times);
        Ended ended = child.await();

        assertInterrupted(ended);
        assertThat(ended.out()).contains("Copied ", "Verified ");
        assertRunAgainCompletes();
    }

    @Test
    void endsTheCrawl() {
        // Large enough to be still at it; a copy would hang, so nothing of it is ever copied.
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().hang());
        Child child = sandbox.program()
                .with(rsync)
                .start("sync", "/usr/", sandbox.destination().toString());
        Sandbox.await(
                "the crawl's manifest",
                () -> sandbox.runs().stream().anyMatch(run -> Files.exists(run.resolve("copy-0.manifest"))));

        child.signal("TERM");

        assertInterrupted(child.await());
        assertThat(rsync.calls()).allMatch(call -> call.arguments().contains("-n"));
        assertThat(sandbox.destination()).isEmptyDirectory();
    }

    @Test
    void endsPreflightWhereRsyncDoesNotAnswer() {
        Path mute = TreeBuilder.build(
                sandbox.beside("mute"),
                Node.root(Node.file("rsync", "#!/bin/sh\n: > \"${0%/*}/asked\"\nexec sleep 600\n")
                        .mode(0755)));
        Child child = sandbox.program()
                .env("PATH", mute + ":" + System.getenv("PATH"))
                .start(sandbox.sync());
        Sandbox.await("the question", () -> Files.exists(mute.resolve("asked")));

        long began = System.nanoTime();
        child.signal("TERM");
        Ended ended = child.await();

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        Sandbox.assertNoStackTrace(ended);
        sandbox.assertNothingLeft();
        assertThat(sandbox.destination()).doesNotExist();
    }

    @Test
    void endsAtAnyMoment(TestReporter reporter) {
        long seed = Long.getLong("brigade.seed", System.nanoTime());
        reporter.publishEntry("seed", String.valueOf(seed));
        Random random = new Random(seed);
        FakeRsync slow =
                sandbox.fake(Rule.all().afterPreflight().bash("sleep 0.1").runReal());
        for (int i = 0; i < 8; i++) {
            int before = slow.calls().size();
            Child child =
                    sandbox.program().with(slow).start(sandbox.sync("-p", "2", "-f", "8", "--verify", "checksum"));
            // Before that there is no work, and Java itself ends it.
            Sandbox.await("a first rsync", () -> slow.calls().size() > before);
            LockSupport.parkNanos(random.nextInt(1_500) * 1_000_000L);
            signal(child, new String[] {"INT", "TERM", "HUP"}[random.nextInt(3)], 1 + random.nextInt(2));
            Ended ended = child.await();

            assertThat(ended.exit())
                    .as("seed " + seed + ", run " + i + ": " + ended)
                    .isIn(0, 10);
            assertThat(ended.out()).isNotEmpty();
            Sandbox.assertNoStackTrace(ended);
            sandbox.assertNothingGoesOn();
        }
        assertRunAgainCompletes();
    }
}
