package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.ExitCode;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeComparer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one file that users get, at its main job in meagre environments, and what it says of itself. */
final class PackagedProgramIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("brigade.target", "target"))
            .resolve("brigade")
            .toAbsolutePath();

    private final Sandbox sandbox = new Sandbox(Node.root(
            Node.file("r\u00e9sum\u00e9 \u65e5\u672c", "content"),
            Node.file(Node.raw("caf\u00e9"), 10),
            Node.dir("#d", Node.file("\u00fc", "x"))));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    /** Runs a line of shell with nothing in the environment but the PATH, Java's place and what is given. */
    private Ended runInEmptyEnvironment(String variables, String script, String... words) {
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        String line = "exec env -i PATH='" + path + "' " + variables + " sh -c '" + script + "' \"$@\"";
        String[] all = new String[words.length + 3];
        all[0] = "-c";
        all[1] = line;
        all[2] = "sh";
        System.arraycopy(words, 0, all, 3, words.length);
        return sandbox.inside(BrigadeProgram.launcher(Path.of("/bin/sh"))).run(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LANG=POSIX", "LC_ALL=C.UTF-8", "LANG=xx_XX"})
    void copiesNamesOfAnyBytesUnderCron(String locale) {
        Path destination = sandbox.world().resolve("d\u00e9stination \u65e5\u672c");
        // The shell makes the name from bytes, so that no locale of ours comes into it.
        String name = "$1/d$(printf \"\\303\\251\")stination $(printf \"\\346\\227\\245\\346\\234\\254\")";

        Ended ended = runInEmptyEnvironment(
                locale,
                "exec \"$0\" sync --state-dir \"$1/state\" \"$1/source/\" \"" + name + "\"",
                LAUNCHER.toString(),
                sandbox.world().toString());

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
        TreeComparer.assertSame(sandbox.source(), destination);
        sandbox.assertNothingLeft();
    }

    @Test
    void saysThatTheWorkingDirectoryIsGone() {
        Ended ended = runInEmptyEnvironment(
                "",
                "mkdir \"$1/gone\" && cd \"$1/gone\" && rmdir \"$1/gone\""
                        + " && exec \"$0\" sync --state-dir \"$1/state\" \"$1/source/\" \"$1/destination\"",
                LAUNCHER.toString(),
                sandbox.world().toString());

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.err()).endsWith("brigade: the working directory was removed; change to another one\n");
        assertThat(ended.out()).isEmpty();
        assertThat(sandbox.destination()).doesNotExist();
    }

    @Test
    void tellsOfAllItsOptionsAndExitCodes() {
        for (List<String> words : List.of(List.of("help", "sync"), List.of("sync", "--help"))) {
            Ended page = BrigadeProgram.launcher(LAUNCHER).run(words.toArray(String[]::new));

            assertThat(page.exit()).isZero();
            assertThat(page.err()).isEmpty();
            assertThat(page.out())
                    .contains("SRC... DEST", "-p", "-f", "-s", "--rsync", "--verify", "--exclude", "--delete")
                    .contains("--max-delete", "-n, --dry-run", "-P", "--stats", "-v", "-q", "--state-dir")
                    .contains("an unknown code is a failure");
            for (ExitCode code : ExitCode.values()) {
                assertThat(page.out()).contains(" " + code.number() + " ");
            }
            assertThat(page.out().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void readsPatternsFromStandardInput() {
        Ended ended = runInEmptyEnvironment(
                "",
                "echo \"caf*\" | \"$0\" sync --exclude-from - --state-dir \"$1/state\" \"$1/source/\" \"$1/destination\"",
                LAUNCHER.toString(),
                sandbox.world().toString());

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(Inventory.names(sandbox.destination()))
                .hasSize(Inventory.names(sandbox.source()).size() - 1)
                .noneMatch(name -> name.startsWith("caf"));
    }

    @Test
    void countsNamesOfAnyBytesUnderCron() {
        Ended ended = runInEmptyEnvironment(
                "",
                "exec \"$0\" count --json \"$1/source\"",
                LAUNCHER.toString(),
                sandbox.world().toString());

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
        // \u00e9 alone is no UTF-8; the file is the largest.
        assertThat(ended.out())
                .contains("\"files\":3,\"directories\":2,")
                .contains("source/caf\\\\#351\",\"path_base64\":");
    }

    @Test
    void tellsWhatItIs() {
        Ended help = BrigadeProgram.launcher(LAUNCHER).run("--help");
        Ended version = BrigadeProgram.launcher(LAUNCHER).run("--version");

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("sync", "verify", "help", "-h, --help", "-V, --version");
        assertThat(version.exit()).isZero();
        assertThat(version.out())
                .matches(
                        "brigade [0-9]+\\.[0-9]+\\.[0-9]+\\S*\ncommit ([0-9a-f]{12}|unknown), Java 1?[0-9.]+\\S*, rsync [0-9.]+\n");
    }
}
