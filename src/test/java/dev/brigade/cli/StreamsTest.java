package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.ChildJvm;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard streams that are closed or full, and what goes into the log. */
final class StreamsTest {
    private final Sandbox sandbox = new Sandbox(Sandbox.tree(3, 2, 100));

    @AfterEach
    void remove() {
        sandbox.assertNothingLeft();
        sandbox.close();
    }

    /** Runs it from a shell that opens and closes its streams first. */
    private Ended runFrom(String shell, BrigadeProgram program, String... words) {
        List<String> line = new ArrayList<>(List.of("-c", shell, "sh"));
        line.addAll(ChildJvm.command("dev.brigade.cli.Main"));
        line.addAll(Arrays.asList(words));
        return program.run(line.toArray(String[]::new));
    }

    private BrigadeProgram shell() {
        return sandbox.inside(BrigadeProgram.launcher(Path.of("/bin/sh")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec \"$@\" <&-",
                "exec \"$@\" 2>&-",
                "exec \"$@\" <&- >&- 2>&-",
                "exec \"$@\" < /dev/zero",
                "\"$@\" | head -c 0; exit 0"
            })
    void doesItsWorkWhereverItsStreamsLead(String shell) {
        Ended ended = runFrom(shell, shell(), sandbox.sync("-v", "--debug", "-P", "--stats"));

        // With all streams closed, the result goes to whatever file Java opens under their numbers, or nowhere.
        assertThat(ended.exit()).as(ended.toString()).isIn(0, shell.contains(">&- 2>&-") ? 1 : 0);
        Sandbox.assertNoStackTrace(ended);
        sandbox.assertEqualTrees();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec \"$@\" >&-", "exec \"$@\" > /dev/full", "exec \"$@\" > /dev/full 2> /dev/full"})
    void doesItsWorkAndFailsWhereItsResultCannotBePrinted(String shell) {
        Ended ended = runFrom(shell, shell(), sandbox.sync("-P", "--stats"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        assertThat(ended.err().isEmpty() || ended.err().contains("cannot write to standard output"))
                .as(ended.err())
                .isEqualTo(true);
        assertThat(ended.err().isEmpty()).isEqualTo(shell.contains("2>"));
        sandbox.assertEqualTrees();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec \"$@\" >&-", "exec \"$@\" > /dev/full", "exec \"$@\" <&- >&- 2>&-"})
    void keepsItsExitCodeWhereNobodyListens(String shell) {
        FakeRsync rsync = sandbox.fake(Rule.all().afterPreflight().runReal().exit(12));

        Ended failed = runFrom(shell, shell().with(rsync), sandbox.sync("--retries", "0"));
        Ended refused = runFrom(shell, shell(), sandbox.sync("-p", "0"));

        assertThat(failed.exit()).as(failed.toString()).isEqualTo(20);
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(2);
    }

    @Test
    void readsNothingFromItsInput() {
        Ended ended = runFrom(
                "(\"$@\" > /dev/null; cat) <<< untouched",
                sandbox.inside(BrigadeProgram.launcher(Path.of("/bin/bash"))),
                sandbox.sync());

        assertThat(ended.out()).isEqualTo("untouched\n");
        sandbox.assertEqualTrees();
    }

    @Test
    void logsCommandsButNeverTheEnvironment() {
        String secret = "secret-marker-81726";
        FakeRsync failing = sandbox.fake(Rule.copies().afterPreflight().first(1).exit(12));

        Ended ended = sandbox.program()
                .with(failing)
                .env("RSYNC_PASSWORD", secret)
                .env("API_TOKEN", secret)
                .run(sandbox.sync("-v", "--debug", "--stats", "-P"));
        Ended refused = sandbox.program().env("API_TOKEN", secret).run(sandbox.sync("--debug", "--rsync", "--no-such"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err())
                .contains(
                        "--inplace",
                        "--modify-window=-1",
                        "directory 2",
                        sandbox.source().toString());
        assertThat(ended.err() + ended.out() + refused).doesNotContain(secret).doesNotContain("LC_ALL");
    }

    @Test
    void escapesHostileNamesInTheLogAndInTheOutcome() {
        String hostile = "a\u001b[31m\u0007\nforged line\r\u009b2J\u202e";
        TreeBuilder.add(
                sandbox.source(),
                Node.dir(hostile, Node.file(hostile, "x")),
                Node.dir(Node.raw("\u00ff\n\u0080"), List.of()));
        // What the copy leaves out has to be repaired, and so is named.
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().exit(0));

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-v", "--debug"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("a\\#033[31m\\#007\\#012forged line\\#015");
        for (String text : List.of(ended.out(), ended.err())) {
            assertThat(text).doesNotContain("\u001b", "\u0007", "\r", "\nforged", "\u009b", "\u202e", "\ufffd");
        }
        sandbox.assertEqualTrees();
    }
}
