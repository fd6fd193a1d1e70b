package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of time and machine a run may take. */
final class LimitsTest {
    private static final String BWLIMIT = "--bwlimit=";

    private final Sandbox sandbox = new Sandbox(Sandbox.tree(4, 20, 100));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    @Test
    void aRunEndsWhenItsTimeIsOver() {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().hang());

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("--max-duration", "2s"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        assertThat(ended.out())
                .contains("interrupted: the 2.00 s of --max-duration are over; run the same command again to resume");
        sandbox.assertNothingGoesOn();
        Ended again = sandbox.program().run(sandbox.sync("--max-duration", "1h"));
        assertThat(again.exit()).as(again.toString()).isZero();
        sandbox.assertEqualTrees();
    }

    /** Left: the option; right: the limit, KiB a second. */
    @ParameterizedTest
    @CsvSource({"4000, 4000", "10M, 10240", "3, 3"})
    void theProcessesThatRunShareTheBandwidth(String rate, long limit) {
        FakeRsync rsync = sandbox.fake();

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-p", "4", "-f", "20", "--bwlimit", rate));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        List<FakeRsync.Call> calls = limited(rsync);
        assertThat(calls).hasSizeGreaterThanOrEqualTo(8);
        for (FakeRsync.Call call : calls) {
            assertThat(calls.stream()
                            .filter(other -> other.startMicros() <= call.startMicros()
                                    && call.startMicros() < other.endMicros().orElseThrow())
                            .mapToLong(LimitsTest::rate)
                            .sum())
                    .as("at the start of " + call)
                    .isBetween(1L, limit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "16", "auto"})
    void oneLargeFileGetsTheWholeBandwidth(String processes) {
        try (Sandbox one = new Sandbox(Node.root(Node.file("large", 20 << 20)))) {
            FakeRsync rsync = one.fake();

            Ended ended = one.program().with(rsync).run(one.sync("-p", processes, "--bwlimit", "10M"));

            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(limited(rsync).stream()
                            .filter(FakeRsync.Call::isCopy)
                            .filter(call -> call.arguments().stream().anyMatch(name -> name.endsWith("/large"))))
                    .singleElement()
                    // The process of the directory has the rest.
                    .satisfies(call -> assertThat(rate(call)).isBetween(10_230L, 10_240L));
        }
    }

    /** The calls that write. */
    private static List<FakeRsync.Call> limited(FakeRsync rsync) {
        return rsync.calls().stream()
                .filter(call -> !call.arguments().contains("-n"))
                .filter(call -> !call.arguments().contains("--version"))
                .toList();
    }

    private static long rate(FakeRsync.Call call) {
        return call.arguments().stream()
                .filter(argument -> argument.startsWith(BWLIMIT))
                .mapToLong(argument -> Long.parseLong(argument.substring(BWLIMIT.length())))
                .findFirst()
                .orElseThrow();
    }

    /** The priority of the tests themselves, which may be low. */
    private int niceness() {
        return Integer.parseInt(new String(Tools.inside(sandbox.world(), "nice"), StandardCharsets.UTF_8).strip());
    }

    @ParameterizedTest
    @CsvSource({"idle, idle", "best-effort, best-effort: prio 4", "best-effort:7, best-effort: prio 7"})
    void theProcessesYield(String ionice, String shown) throws Exception {
        Path seen = sandbox.world().resolveSibling("seen");
        FakeRsync rsync = sandbox.fake(Rule.copies()
                .afterPreflight()
                .bash("{ nice; ionice; } >> '" + seen + "'")
                .runReal());

        Ended ended = sandbox.program()
                .with(rsync)
                .run(sandbox.sync("-p", "1", "-f", "1000", "--nice", "7", "--ionice", ionice));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(Files.readAllLines(seen)).containsExactly(String.valueOf(Math.min(19, niceness() + 7)), shown);
    }

    @Test
    void withoutTheOptionsTheyDoNot() throws Exception {
        Path seen = sandbox.world().resolveSibling("seen");
        FakeRsync rsync = sandbox.fake(Rule.copies()
                .afterPreflight()
                .bash("{ nice; ionice; } >> '" + seen + "'")
                .runReal());

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-p", "1", "-f", "1000"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(Files.readAllLines(seen))
                .containsExactly(
                        String.valueOf(niceness()),
                        new String(Tools.inside(sandbox.world(), "ionice"), StandardCharsets.UTF_8).strip());
    }

    @Test
    void aMissingProgramIsNamed() {
        Ended ended =
                sandbox.program().env("PATH", sandbox.pathWithout("ionice")).run(sandbox.sync("--ionice", "idle"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.err()).startsWith("brigade: ionice is not on PATH").hasLineCount(1);
        assertThat(sandbox.destination()).doesNotExist();
    }
}
