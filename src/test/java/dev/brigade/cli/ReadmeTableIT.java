package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README's table of commands, word for word: what it says to type works, and puts everything where today's command
 * puts it.
 */
final class ReadmeTableIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("brigade.target", "target"))
            .resolve("brigade")
            .toAbsolutePath();

    private static final Pattern ROW = Pattern.compile("\\| (`.+`) \\| (`.+`) \\|");
    private static final Pattern COMMAND = Pattern.compile("`([^`]+)`");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.+?)```");

    private final TwoTrees trees = TwoTrees.create();

    /** A row: commands of today, and those that do as they did. */
    record Row(List<String> today, List<String> now) {}

    static Stream<Row> rows() throws IOException {
        Stream<Row> table = Files.readString(Path.of("README.md"))
                .split("\n## Coming from [^\n]+\n", 2)[1]
                .split("\n## ", 2)[0]
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> ROW.matcher(line).results().findFirst().orElseThrow(() -> new AssertionError(line)))
                .map(row -> new Row(commands(row, 1), commands(row, 2)));
        return Stream.concat(table, Stream.of(recipe()));
    }

    /** msrsync's documented recipe: the first block of its page is today's command, the others take its place. */
    private static Row recipe() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("docs/msrsync.md")))
                .results()
                .map(block -> block.group(1).strip())
                .toList();
        assertThat(blocks).hasSizeGreaterThan(1);
        return new Row(blocks.subList(0, 1), blocks.subList(1, blocks.size()));
    }

    private static List<String> commands(MatchResult row, int cell) {
        return COMMAND.matcher(row.group(cell).replace("\\|", "|"))
                .results()
                .map(command -> command.group(1))
                .toList();
    }

    @BeforeEach
    void build() throws IOException {
        trees.source(
                file("file", 1000),
                file("it's \"odd\" \\ $HOME", 10),
                dir("directory", file("#below", 10), symlink("up", ".."), dir("deeper", file("x", 2_000_000))),
                dir("empty"));
        Files.createSymbolicLink(
                Files.createDirectory(trees.home().resolve("programs")).resolve("brigade"), LAUNCHER);
    }

    @AfterEach
    void close() {
        trees.close();
    }

    /** Runs a line of the table with these trees in the place of SRC and DST. */
    private void run(String line, String destination) {
        Ended ended = BrigadeProgram.launcher(Path.of("/bin/sh"))
                .env("PATH", trees.home().resolve("programs") + ":" + System.getenv("PATH"))
                .env("BRIGADE_STATE_DIR", trees.home().resolve("state").toString())
                .in(trees.home())
                .timeout(Duration.ofMinutes(2))
                .run("-c", line.replaceAll("\\bSRC\\b", "source").replaceAll("\\bDST\\b", destination));
        assertThat(ended.exit()).as(line + ended).isZero();
    }

    /** Where a command puts the source's contents. */
    private Path place(String destination, String line) {
        boolean contents = line.contains("SRC/") || line.contains("parallelcp");
        return trees.home().resolve(contents ? destination : destination + "/source");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsTypedNowMakesTheTreesEqual(Row row) {
        for (String line : row.now()) {
            trees.sh("rm -rf now");
            run(line, "now");
            if (line.contains("DST")) {
                TreeComparer.assertSame(trees.source(), place("now", line));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsTypedTodayPutsEverythingInTheSamePlace(Row row) {
        for (String line : row.today()) {
            assertThat(place("x", line)).as(line).isEqualTo(place("x", row.now().get(0)));
            if (line.startsWith("rsync ") || line.startsWith("mkdir ")) {
                trees.sh("rm -rf today");
                run(line, "today");
                TreeComparer.ignoring(TreeComparer.Ignore.DIRECTORY_TIMES)
                        .assertEqual(trees.source(), place("today", row.now().get(0)));
            }
        }
    }

    @Test
    void namesWhatPeopleTypeToday() throws IOException {
        List<String> today = rows().flatMap(row -> row.today().stream()).toList();

        for (String command : Arrays.asList("rsync ", "msrsync ", "parallelcp ", "cp ", "prime.py ", "find ")) {
            assertThat(today).as(command).anyMatch(line -> line.contains(command));
        }
    }
}
