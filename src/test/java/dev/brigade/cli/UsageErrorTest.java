package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines that make no sense: one line on standard error says why. */
final class UsageErrorTest {
    /** Left: what the one line on standard error says. Nothing is copied: each has the code of a usage error. */
    static Stream<Arguments> complaints() {
        return Stream.of(
                row(
                        "which command? sync, verify, plan, work, finish, status, submit, count, msrsync, parallelcp, runs, report, resume, help. See 'brigade --help'"),
                row("there is no such command", "snyc", "s", "d"),
                row("Unknown option: '--sync'. See 'brigade --help'", "--sync"),
                row("Unknown option: '--delte'. Did you mean --delete", "sync", "--delte", "s", "d"),
                row("Unknown option: '-z'", "sync", "-z", "s", "d"),
                row("Unknown option: '--x\\#012y'. See 'brigade verify --help'", "verify", "--x\ny", "s", "d"),
                row("-p", "sync", "s", "d", "-p"),
                row("--processes", "sync", "-p1", "-p2", "s", "d"),
                row("-p 4\\#0125 is not a whole number, 1 or more", "sync", "-p", "4\n5", "s", "d"),
                row("-p \\#033[31m is not a whole number", "sync", "-p\u001b[31m", "s", "d"),
                row("-q cannot be used with -v or -P", "sync", "-qv", "s", "d"),
                row("-q cannot be used with -v or -P", "verify", "-qP", "s", "d"),
                row("--verify none is not a level: quick or checksum", "verify", "--verify=none", "s", "d"),
                row("Unknown option: '--fresh'", "verify", "--fresh", "s", "d"),
                row("--fresh cannot be used with --dry-run", "sync", "--fresh", "-n", "s", "d"),
                row("the path of --dest-mount is empty", "sync", "--dest-mount=", "s", "d"),
                row("brigade verify SRC... DEST", "verify", "s"));
    }

    @ParameterizedTest
    @MethodSource("complaints")
    void complainsInOneLine(String complaint, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err), false);
        int code = Program.run(words.toArray(new String[0]), InProcess.on(console));
        String said = err.toString(StandardCharsets.UTF_8);
        assertThat(said).startsWith("brigade: ").contains(complaint).endsWith("\n");
        assertThat(said.lines()).hasSize(1);
        assertThat(said.strip()).doesNotContain("\u001b").doesNotContain("Exception");
        assertThat(out.toByteArray()).isEmpty();
        assertThat(code).isEqualTo(2);
    }

    private static Arguments row(String complaint, String... words) {
        return arguments(complaint, List.of(words));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
