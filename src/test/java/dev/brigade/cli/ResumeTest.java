package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same command resumes a run that was killed or stopped. */
final class ResumeTest {
    private final KilledRun killed = new KilledRun();
    private final Sandbox sandbox = killed.sandbox;

    @AfterEach
    void remove() {
        killed.close();
    }

    @Test
    void bucketsThatAreDoneAreNotCopiedAgain() {
        List<String> before = killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Matcher state = killed.unfinished();
        assertThat(state.group(2)).isEqualTo("" + before.size());

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync(KilledRun.ONE_BY_ONE));

        killed.assertCompletes(ended);
        killed.assertCopiedTheRest(before, rsync);
        assertThat(ended.out()).containsPattern("done before +(2[5-9]|[34]\\d) ");
        assertThat(killed.runs("show", "last"))
                .contains("run      " + state.group(1), "state    finished, exit code 0");
    }

    @Test
    void howManyProcessesAndHowFastMayBeAnotherEachTime() {
        List<String> before = killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);

        FakeRsync rsync = sandbox.fake();
        killed.assertCompletes(sandbox.program()
                .with(rsync)
                .run(sandbox.sync("-p", "4", "-f", "10", "--bwlimit", "100M", "--max-duration", "1h")));

        killed.assertCopiedTheRest(before, rsync);
    }

    /** The crawl is not repeated. Phase 2 finds new entries. */
    @Test
    void whatChangedSinceIsFoundAndSaid() throws IOException {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Files.writeString(sandbox.source().resolve("new"), "new");
        for (int i = 0; i < 10; i++) {
            Files.writeString(sandbox.source().resolve("directory " + i + "/file 0"), "changed");
        }

        Ended ended = sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out()).contains("  new\n").containsPattern("  directory \\d/file 0\n");
        sandbox.assertEqualTrees();
    }

    @Test
    void aRunKilledInItsSecondPhaseOnlyVerifies() {
        killed.killInTheSecondPhase(KilledRun.ONE_BY_ONE);
        assertThat(killed.unfinished().group(2)).isEqualTo(killed.unfinished().group(3));

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync(KilledRun.ONE_BY_ONE));

        killed.assertCompletes(ended);
        assertThat(KilledRun.copies(rsync)).isZero();
    }

    @Test
    void aBucketThatFailedInPartIsCopiedAgain() {
        FakeRsync rsync = sandbox.fake(
                Rule.copies()
                        .afterPreflight()
                        .first(1)
                        .runReal()
                        .stderr("rsync: [sender] send_files failed to open \"/x\": Permission denied (13)\n")
                        .exit(23),
                Rule.copies().afterPreflight().first(3).runReal(),
                Rule.copies().afterPreflight().hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync(KilledRun.ONE_BY_ONE));
        Sandbox.await("a copy that hangs", () -> KilledRun.copies(rsync) == 5);
        child.signal(9);
        child.await();
        assertThat(killed.unfinished().group(2)).isEqualTo("3");
    }

    @Test
    void freshStartsOver() {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        Matcher state = killed.unfinished();

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-p", "1", "-f", "10", "--fresh"));

        killed.assertCompletes(ended);
        killed.assertCopiedTheRest(List.of(), rsync);
        assertThat(killed.runs()).hasSize(1);
        assertThat(killed.runs("show", "last")).noneMatch(line -> line.contains(state.group(1)));
    }

    @Test
    void otherOptionsBeginAnewAndSaySo() {
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        String before = killed.unfinished().group(1);

        Ended ended = sandbox.program().run(sandbox.sync("-p", "1", "-f", "20"));

        killed.assertCompletes(ended);
        assertThat(ended.err())
                .isEqualTo("brigade: warning: the unfinished run " + before
                        + " of these directories had other options, so brigade discards it\n");
    }

    @Test
    void withoutVerificationTooNothingIsLost() {
        killed.crashInTheFourthBucket("-p", "1", "-f", "10", "--verify", "none");
        killed.assertCompletes(sandbox.program().run(sandbox.sync("-p", "1", "-f", "10", "--verify", "none")));
    }

    @Test
    void withoutVerificationWhatTheDestinationLostIsCopiedAgain() throws IOException {
        killed.crashInTheFourthBucket("-p", "1", "-f", "10", "--verify", "none");
        try (Stream<Path> all = Files.walk(sandbox.destination())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(sandbox.destination())) {
                    Files.delete(path);
                }
            }
        }
        Ended ended = sandbox.program().run(sandbox.sync("-p", "1", "-f", "10", "--verify", "none"));
        killed.assertCompletes(ended);
        assertThat(ended.err()).contains("has lost what the unfinished run copied there");
    }

    /** A resumed file never changes other names of the same inode in the destination. */
    @Test
    void namesThatOnlyTheDestinationHasStayAsTheyAre() throws IOException {
        Path there = sandbox.destination().resolve("directory 0/file 0");
        Path snapshot = sandbox.destination().resolve("snapshot");
        Files.createDirectories(there.getParent());
        Files.writeString(there, "old");
        Files.createLink(snapshot, there);
        killed.killInTheSecondPhase(KilledRun.ONE_BY_ONE);

        Ended ended = sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(snapshot).hasContent("old");
    }

    @Test
    void resumeNeedsNoMoreThanTheName() {
        List<String> before =
                killed.crashInTheFourthBucket("-p", "1", "-f", "10", "--exclude", "file 3", "--exclude", "it's; $HOME");
        Matcher state = killed.unfinished();

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().in(Path.of("/")).with(rsync).run("resume", state.group(1), "--stats");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        killed.assertCopiedTheRest(before, rsync);
        assertThat(ended.out()).contains("Copy entries done before: ");
        assertThat(sandbox.destination().resolve("directory 5/file 3")).doesNotExist();
        assertThat(sandbox.destination().resolve("directory 5/file 4")).exists();

        Ended over = sandbox.program().run("resume", state.group(1));
        assertThat(over.exit()).isEqualTo(40);
        assertThat(over.err())
                .isEqualTo("brigade: run " + state.group(1) + " is finished. The same command starts a new one\n");
        Ended nobody = sandbox.program().run("resume", "run-x");
        assertThat(nobody.exit()).isEqualTo(2);
        assertThat(nobody.err()).contains("there is no run run-x in ").contains("'brigade runs' lists the runs");
    }

    @Test
    void runsAreShownAndRemoved() {
        assertThat(sandbox.program().run("runs").out()).isEqualTo("there are no runs in " + sandbox.state() + "\n");
        killed.crashInTheFourthBucket(KilledRun.ONE_BY_ONE);
        String run = killed.unfinished().group(1);

        assertThat(killed.runs("show", run))
                .contains("run      " + run)
                .anyMatch(line -> line.startsWith("state    unfinished, ") && line.endsWith(" of 11 parts copied"))
                .anyMatch(line -> line.startsWith("started  20") && line.contains(", brigade "))
                .anyMatch(line -> line.startsWith("command  brigade sync --processes=1 --files=10 ")
                        && line.endsWith(" -- " + sandbox.source() + "/ " + sandbox.destination()));
        killed.runs("rm", run);

        assertThat(sandbox.program().run("runs").out()).isEqualTo("there are no runs in " + sandbox.state() + "\n");
        killed.assertCompletes(sandbox.program().run(sandbox.sync()));
        String[] shown = killed.runs("show", killed.runs()[0].split(" ")[0]);
        assertThat(shown).contains("state    finished, exit code 0", "all copied and verified");
    }

    @Test
    void aRunUnderWayIsNotRemovedNorGoneOnWith() {
        FakeRsync hanging = sandbox.fake(Rule.copies().afterPreflight().hang());
        Child child = sandbox.program().with(hanging).start(sandbox.sync(KilledRun.ONE_BY_ONE));
        Sandbox.await("a copy", () -> KilledRun.copies(hanging) == 1);
        String run = killed.runs()[0].split(" ")[0];
        assertThat(killed.runs("show", run)).anyMatch(line -> line.startsWith("state    running, 0 of "));

        for (List<String> words : List.of(List.of("runs", "rm", run), List.of("resume", run))) {
            Ended ended = sandbox.program().run(words.toArray(String[]::new));
            assertThat(ended.exit()).as(ended.toString()).isEqualTo(11);
            assertThat(ended.err()).contains(run).contains("still running").containsOnlyOnce("\n");
        }
        child.signal("TERM");
        assertThat(child.await().exit()).isEqualTo(10);
        assertThat(killed.unfinished().group(2)).isEqualTo("0");
        assertThat(killed.runs("show", run)).anyMatch(line -> line.startsWith("interrupted: a signal arrived"));
    }
}
