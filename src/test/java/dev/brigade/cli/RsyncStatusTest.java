package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The result of each of rsync's exit codes: the table in {@code docs/exit-codes.md}. */
final class RsyncStatusTest {
    private Sandbox sandbox;

    @BeforeEach
    void prepare() {
        sandbox = new Sandbox(Node.root(Node.file("file", "content"), Node.dir("directory", Node.file("below", 10))));
    }

    @AfterEach
    void remove() {
        sandbox.assertNothingGoesOn();
        sandbox.close();
    }

    private Ended run(Rule... rules) {
        Ended ended = sandbox.hasty().with(sandbox.fake(rules)).run(sandbox.sync("-p", "1"));
        Sandbox.assertNoStackTrace(ended);
        return ended;
    }

    private static Rule inBothPhases() {
        return Rule.all().afterPreflight();
    }

    /** All of them but those that end a run at once. */
    private static List<Integer> codes() {
        return IntStream.concat(IntStream.rangeClosed(0, 35), IntStream.of(124, 125, 128, 128 + 9, 128 + 15, 200, 255))
                .filter(code -> code != 1 && code != 2 && code != 4)
                .boxed()
                .toList();
    }

    /** A sandbox with a directory for each code, and the rules by which rsync ends with it. */
    private Rule[] oneDirectoryEach(Rule where, UnaryOperator<Rule> doing) {
        sandbox.close();
        sandbox = new Sandbox(Node.root(codes().stream()
                .map(code -> Node.dir("code " + code, Node.file("file", "content " + code)))
                .toArray(Node[]::new)));
        return codes().stream()
                .map(code ->
                        doing.apply(where.andMentioning("code " + code + "/")).exit(code))
                .toArray(Rule[]::new);
    }

    private Ended runOneProcessEach(FakeRsync rsync) {
        Ended ended = sandbox.hasty().with(rsync).run(sandbox.sync("-v", "-p", "4", "-f", "1", "--retries", "1"));
        assertThat(rsync.calls().stream().map(call -> call.exit().orElseThrow()))
                .containsAll(codes());
        return ended;
    }

    @Test
    void healsInPhaseTwoWhateverPhaseOneCouldNotDo() {
        FakeRsync rsync = sandbox.fake(oneDirectoryEach(Rule.copies().afterPreflight(), rule -> rule));

        Ended ended = runOneProcessEach(rsync);

        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
    }

    @Test
    void believesNoCodeButZeroAtTheEnd() {
        FakeRsync rsync = sandbox.fake(oneDirectoryEach(inBothPhases(), Rule::runReal));

        Ended ended = runOneProcessEach(rsync);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out()
                        .lines()
                        .dropWhile(line -> !line.startsWith("failed "))
                        .filter(line -> line.startsWith("  ")))
                .hasSize(codes().size() - 1);
        for (int code : codes()) {
            if (code != 0) {
                assertThat(ended.out())
                        .containsPattern("(?m)^  rsync ended with " + code + " \\(\\d+ entr\\w+ from code " + code
                                + " on; its output is in /.*/errors/verify-[-\\d]+\\)$");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void endsAtOnceWhereRsyncRefusesWhatPreflightHadTried(int code) {
        for (Rule phase : List.of(Rule.copies(), Rule.verifies())) {
            Ended ended = run(phase.afterPreflight()
                    .stderr("rsync error: syntax (code)\n")
                    .exit(code));

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
            assertThat(ended.out()).contains("brigade itself failed: rsync ended with " + code + ": syntax");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127})
    void endsAtOnceWhereThereIsNoRsyncAnyMore(int code) {
        Ended ended = run(Rule.copies()
                .afterPreflight()
                .stderr("setpriv: failed to execute rsync: No such file or directory\n")
                .exit(code));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.out()).contains("rsync cannot be started any more: rsync ended with " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "SEGV"})
    void healsWhatASignalEnded(String signal) {
        Ended healed = run(Rule.copies().afterPreflight().dieBy(signal));

        assertThat(healed.exit()).as(healed.toString()).isZero();
        sandbox.assertEqualTrees();
    }

    @Test
    void saysWhatASignalEndedForGood() {
        Ended ended = run(inBothPhases().dieBy("KILL"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out()).contains("rsync ended with 137");
    }

    /** Lines of rsync's, the code it ends with, ours, and what we say: in both phases, with all the work done. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rsync: [sender] send_files failed to open "/S/file": Permission denied (13)      | 23 | 20 | file: source not readable: Permission denied
            rsync: [generator] chown "/D/file" failed: Operation not permitted (1)           | 23 | 20 | file: its owner cannot be set in the destination: Operation not permitted
            rsync: [generator] failed to set times on "/D/.": Operation not permitted (1)    | 23 | 20 | ./: its time cannot be set in the destination: Operation not permitted
            file has vanished: "/S/was here once"                                            | 24 |  3 | was here once
            file has vanished: "/S/file"                                                     | 24 | 20 | file: vanished
            rsync: [receiver] write failed on "/D/file": No space left on device (28)        | 11 | 30 | file: cannot be written in the destination: No space left on device
            rsync: [receiver] mkstemp "/D/.file.Ab12Cd" failed: Disk quota exceeded (122)    | 23 | 30 | Disk quota exceeded
            rsync: [receiver] write failed on "/D/file": Input/output error (5)              | 11 | 20 | file: cannot be written in the destination: Input/output error
            a line nobody knows                                                              | 23 | 20 | rsync ended with 23: a line nobody knows (
            rsync error: some files could not be transferred (code 23) at main.c(1338)       | 23 | 20 | some files could not be transferred
            """)
    void takesTheReasonFromWhatRsyncSays(String said, int code, int expected, String says) {
        String line = said.replace("/S", sandbox.source().toString())
                .replace("/D", sandbox.destination().toString());

        Ended ended = run(inBothPhases().runReal().stderr(line + "\n").exit(code));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(expected);
        assertThat(ended.out()).contains(says);
    }

    @Test
    void healsWhatOnlyTheFirstLookOfPhaseTwoCouldNotDo() {
        Ended ended = run(Rule.verifies().afterPreflight().first(1).exit(12));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
    }

    @Test
    void leavesNothingUndoneWhereOnlySomeProcessesFail() {
        FakeRsync rsync = sandbox.fake(
                Rule.copies().afterPreflight().first(1).exit(12),
                Rule.copies().afterPreflight().first(1).dieBy("KILL"),
                Rule.verifies().afterPreflight().first(1).dieBy("TERM"));

        Ended ended = sandbox.hasty().with(rsync).run(sandbox.sync("-p", "4", "-f", "1"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
    }
}
