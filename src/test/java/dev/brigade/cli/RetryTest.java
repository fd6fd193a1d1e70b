package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries: which errors, how often, and of which entries. */
final class RetryTest {
    private static final String BROKE = "rsync error: it broke (code 12) at io.c(1)\n";

    private final Sandbox sandbox = new Sandbox(Sandbox.tree(12, 2, 100));

    @AfterEach
    void remove() {
        sandbox.assertNothingGoesOn();
        sandbox.close();
    }

    private static Rule copies() {
        return Rule.copies().afterPreflight();
    }

    private static Rule looks() {
        return Rule.looks().afterPreflight();
    }

    /** The retry succeeds, so phase 2 has nothing to repair. */
    private void assertCopiedAtOnce(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).doesNotContain("repaired");
        sandbox.assertEqualTrees();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 12, 15, 16, 19, 20, 21, 30, 35, 143, 255})
    void aBucketIsTriedAgainWhereItMayGoWell(int code) {
        FakeRsync rsync = sandbox.fake(copies().first(3)
                .stderr("rsync: [sender] connection lost\n" + BROKE)
                .exit(code));

        Ended ended = sandbox.syncHastily(rsync, "-p", "1", "-f", "1000", "--stats");

        assertCopiedAtOnce(ended);
        assertThat(ended.out()).contains("Copy rsync processes: 4, 3 of them retries\n");
        assertThat(ended.out()).contains("Verify rsync processes: 1\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "5, 6"})
    void noMoreOftenThanAsked(String retries, int attempts) {
        FakeRsync rsync = sandbox.fake(copies().exit(12));

        Ended ended = sandbox.syncHastily(rsync, "-p", "2", "-f", "1000", "--retries", retries);

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(rsync.calls().stream().filter(FakeRsync.Call::isCopy)).hasSize(attempts);
        assertThat(ended.out()).contains("repaired");
        sandbox.assertEqualTrees();
    }

    @Test
    void thePauseOfOneBucketHoldsUpNoOther() {
        FakeRsync rsync =
                sandbox.fake(copies().andMentioning("directory 3/").first(1).exit(12));

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-p", "1", "-f", "2"));

        assertCopiedAtOnce(ended);
        List<FakeRsync.Call> copies =
                rsync.calls().stream().filter(FakeRsync.Call::isCopy).toList();
        assertThat(copies.get(copies.size() - 1).arguments()).anyMatch(name -> name.contains("directory 3/"));
    }

    @Test
    void anInterruptionEndsTheWaiting() {
        FakeRsync rsync = sandbox.fake(copies().exit(12));

        Ended ended = sandbox.program()
                .timeout(Duration.ofSeconds(25))
                .with(rsync)
                .run(sandbox.sync("-p", "1", "--retries", "1000", "--max-duration", "8s"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        // After 1, 3 and 7 s; the next pause would end after 15.
        assertThat(rsync.calls().stream().filter(FakeRsync.Call::isCopy)).hasSizeBetween(2, 4);
    }

    @Test
    void anErrorOfAFileThatMayPassGetsOneMoreChance() {
        String line = "rsync: [receiver] write failed on \"/D/directory 1/file 1\": Input/output error (5)\n"
                .replace("/D", sandbox.destination().toString());
        FakeRsync rsync = sandbox.fake(copies().first(1).stderr(line).exit(11));

        assertCopiedAtOnce(sandbox.syncHastily(rsync, "-p", "1"));
    }

    @Test
    void withoutMemoryEachProcessGetsHalfAsMuch() {
        FakeRsync rsync = sandbox.fake(copies().bash("names=0; for a in \"${args[@]}\"; do [[ $a == ././* ]]"
                        + " && names=$((names + 1)); done; if ((names > 4)); then status=22; finish; fi")
                .runReal());

        Ended ended = sandbox.syncHastily(rsync, "-p", "1", "-f", "1000");

        assertCopiedAtOnce(ended);
        assertThat(rsync.calls().stream()
                        .filter(FakeRsync.Call::isCopy)
                        .filter(call -> call.exit().orElse(-1) == 0))
                .hasSize(4);
    }

    @Test
    void withoutRoomForProcessesThereAreFewer() {
        FakeRsync rsync = sandbox.fake(copies().first(4).meet(4).bash("status=14; finish"));

        Ended ended = sandbox.syncHastily(rsync, "-p", "4", "-f", "2");

        assertCopiedAtOnce(ended);
        assertThat(ended.err())
                .contains(
                        "warning: the machine cannot run so many processes: brigade continues with at most 1 rsync process at a time");
        assertThat(rsync.calls().stream().skip(4).filter(FakeRsync.Call::isCopy))
                .hasSizeGreaterThan(4);
    }

    /** So many looks fail; what each of them finds is repaired, and looked at again. */
    @ParameterizedTest
    @CsvSource({
        "Input/output error (5), 2, 0, 5",
        "Stale file handle (116), 2, 0, 5",
        "Text file busy (26), 3, 0, 7",
        "Input/output error (5), 99, 20, 9",
        "Permission denied (13), 3, 20, 3",
        "Read-only file system (30), 3, 20, 3"
    })
    void entriesAreTriedAgainInPhaseTwo(String reason, int failing, int exit, int looks) {
        String line = "rsync: [receiver] mkstemp \"/D/directory 1/.file 1.Ab12Cd\" failed: %s\n"
                .formatted(reason)
                .replace("/D", sandbox.destination().toString());
        FakeRsync rsync = sandbox.fake(looks().andMentioning("directory 1/")
                .first(failing)
                .runReal()
                .stderr(line)
                .exit(23));

        Ended ended = sandbox.syncHastily(rsync, "-p", "1", "-f", "1000");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
        List<List<String>> calls = rsync.calls().stream()
                .filter(FakeRsync.Call::isLook)
                .map(FakeRsync.Call::arguments)
                .filter(arguments -> !arguments.contains("--existing")) // a last look at the directories alone
                .toList();
        assertThat(calls).hasSize(looks);
        assertThat(calls.stream().skip(3))
                .allSatisfy(it -> assertThat(it)
                        .anyMatch(name -> name.endsWith("directory 1/"))
                        .noneMatch(name -> name.endsWith("directory 2/")));
        if (exit == 0) {
            assertThat(ended.out()).containsPattern("failed +0\n");
        } else {
            assertThat(ended.out())
                    .containsOnlyOnce("directory 1/file 1: cannot be created in the destination: "
                            + reason.replaceFirst(" \\(.*", ""));
        }
    }

    @Test
    void withoutRetriesPhaseTwoRepairsOnce() {
        String line = "rsync: [receiver] write failed on \"/D/directory 1/file 1\": Input/output error (5)\n"
                .replace("/D", sandbox.destination().toString());
        FakeRsync rsync = sandbox.fake(looks().first(3).runReal().stderr(line).exit(23));

        assertThat(sandbox.syncHastily(rsync, "-p", "1", "--retries", "0").exit())
                .isEqualTo(20);
    }

    @Test
    void whatAFailedAttemptSaidIsKept() throws IOException {
        Path kept = sandbox.beside("kept");
        FakeRsync rsync = sandbox.fake(
                copies().first(2).stderr(BROKE).exit(12),
                looks().first(1)
                        .bash("cp -a '" + sandbox.state() + "'/runs/run-*/errors '" + kept + "'")
                        .runReal());

        assertCopiedAtOnce(sandbox.syncHastily(rsync, "-p", "1", "-f", "1000"));

        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("copy-1", "copy-2-2");
        }
        assertThat(Files.readString(kept.resolve("copy-2-2")))
                .startsWith("# attempt 2 at ")
                .endsWith("\n" + BROKE);
    }
}
