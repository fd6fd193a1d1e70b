package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.sync.Timeouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings from a file and from the environment, as words of the command line. */
final class DefaultsTest {
    @TempDir
    private Path folder;

    private String file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("job.conf"), String.join("\n", lines) + "\n")
                .toString();
    }

    private static String[] added(Map<String, String> environment, String... words) throws RefusedException {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, false);
        return Defaults.added(
                Program.commandLine(new RunCommand(console, new Interruption(), Timeouts.USUAL, System.getenv())),
                words,
                environment);
    }

    @Test
    void aFileGivesOptionsAndDirectories() throws Exception {
        String file = file(
                "# nightly",
                "",
                "processes = 8",
                "  exclude=*.tmp  ",
                "exclude = a = b",
                "delete = true",
                "quiet = false",
                "rsync = -aH --exclude='x y'",
                "source = /src/",
                "source = -odd name",
                "destination = /dst");

        assertThat(added(Map.of(), "sync", "--config", file))
                .containsExactly(
                        "sync",
                        "--processes=8",
                        "--exclude=*.tmp",
                        "--exclude=a = b",
                        "--delete",
                        "--rsync=-aH --exclude='x y'",
                        "--config",
                        file,
                        "--",
                        "/src/",
                        "-odd name",
                        "/dst");
    }

    @Test
    void theCommandLineCountsMoreThanTheFileAndThatMoreThanTheEnvironment() throws Exception {
        String file = file("processes = 8", "verify = checksum", "exclude = file", "source = a", "destination = b");
        Map<String, String> environment = Map.of(
                "BRIGADE_PROCESSES", "4",
                "BRIGADE_VERIFY", "none",
                "BRIGADE_MAX_DURATION", "5h",
                "BRIGADE_STATS", "true",
                "BRIGADE_QUIET", "",
                "BRIGADE_CONFIG", "/nowhere",
                "BRIGADE_FRSH", "",
                "BRIGADE_JAVA_OPTS", "-Xmx1g");

        assertThat(added(environment, "sync", "-p2", "--config=" + file, "--exclude", "line", "s", "d"))
                .containsExactlyInAnyOrder(
                        "sync",
                        "--verify=checksum",
                        "--exclude=file",
                        "--max-duration=5h",
                        "--stats",
                        "-p2",
                        "--config=" + file,
                        "--exclude",
                        "line",
                        "s",
                        "d")
                .startsWith("sync")
                .endsWith("--exclude", "line", "s", "d");
    }

    @Test
    void wordsThatNeedNothingStayAsTheyAre() throws Exception {
        String[][] lines = {
            {"sync", "--nonsense"}, {"sync", "--help"}, {"help", "sync"}, {"--version"}, {}, {"count", "x"}
        };
        for (String[] words : lines) {
            assertThat(added(Map.of("BRIGADE_JSON", "true"), words)).isEqualTo(words);
        }
    }

    /** A line and its error. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    procesess = 4         | line 1: 'procesess' is not a setting of brigade sync; settings are its long options without dashes
                    p = 4                 | line 1: 'p' is not a setting of brigade sync; settings are its long options without dashes
                    config = x            | line 1: 'config' is not a setting of brigade sync; settings are its long options without dashes
                    help = true           | line 1: 'help' is not a setting of brigade sync; settings are its long options without dashes
                    = 4                   | line 1: '' is not a setting of brigade sync; settings are its long options without dashes
                    --fresh = true        | line 1: '--fresh' is not a setting of brigade sync; settings are its long options without dashes
                    max_delete = 4        | line 1: 'max_delete' is not a setting of brigade sync; settings are its long options without dashes
                    "delete" = true       | line 1: '"delete"' is not a setting of brigade sync; settings are its long options without dashes
                    [job]                 | line 1 is not a setting: write 'name = value', or # before a comment
                    exclude = "a          | line 1: a value in quotes must be one "text" or 'text' and nothing else. Put a comment on a line of its own
                    exclude = "           | line 1: a value in quotes must be one "text" or 'text' and nothing else. Put a comment on a line of its own
                    exclude = 'a" b       | line 1: a value in quotes must be one "text" or 'text' and nothing else. Put a comment on a line of its own
                    exclude = "a" # all   | line 1: a value in quotes must be one "text" or 'text' and nothing else. Put a comment on a line of its own
                    exclude = a # all     | line 1: put the comment on a line of its own, or the value in quotes if # or ; is part of it
                    delete = true #yes    | line 1: put the comment on a line of its own, or the value in quotes if # or ; is part of it
                    exclude = a ; all     | line 1: put the comment on a line of its own, or the value in quotes if # or ; is part of it
                    exclude = “a”         | line 1: a value in quotes must be one "text" or 'text' and nothing else. Put a comment on a line of its own
                    exclude = ‘a’         | line 1: a value in quotes must be one "text" or 'text' and nothing else. Put a comment on a line of its own
                    exclude = 'a' 'b'     | line 1: a value in quotes must be one "text" or 'text' and nothing else. Put a comment on a line of its own
                    source = ~/data       | line 1: brigade does not expand ~ and $ in a path. Write the whole path, or put it in quotes if it really has this name
                    dest-mount = ~        | line 1: brigade does not expand ~ and $ in a path. Write the whole path, or put it in quotes if it really has this name
                    state-dir = /x/${y}   | line 1: brigade does not expand ~ and $ in a path. Write the whole path, or put it in quotes if it really has this name
                    destination = $HOME/x | line 1: brigade does not expand ~ and $ in a path. Write the whole path, or put it in quotes if it really has this name
                    processes = #8        | line 1: put the comment on a line of its own, or the value in quotes if # or ; is part of it
                    processes             | line 1 is not a setting: write 'name = value', or # before a comment
                    delete = yes          | line 1: delete must be true or false, not 'yes'
                    source = x            | the settings file needs both source and destination, or neither
                    """)
    void refusesWhatMakesNoSense(String line, String says) throws IOException {
        String file = file(line);
        assertThatThrownBy(() -> added(Map.of(), "sync", "--config", file))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
                .hasMessageEndingWith(says);
    }

    @Test
    void refusesASettingGivenTwice() throws IOException {
        String file = file("processes = 4", "processes = 5");
        assertThatThrownBy(() -> added(Map.of(), "sync", "--config", file))
                .hasMessage(
                        file
                                + " line 2 sets processes again; only dest-mount, exclude, exclude-from, include, require-mount, source may be repeated");
    }

    @Test
    void refusesFilesThatAreNoSettings() throws IOException {
        String missing = folder.resolve("none").toString();
        assertThatThrownBy(() -> added(Map.of(), "sync", "--config", missing))
                .hasMessage("the settings file " + missing + " cannot be read: No such file or directory");
        assertThatThrownBy(() -> added(Map.of(), "sync", "--config", folder.toString()))
                .hasMessage("the settings file " + folder + " cannot be read: Is a directory");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThatThrownBy(() -> added(Map.of(), "sync", "--config", binary.toString()))
                .hasMessage("the settings file " + binary + " is not UTF-8");
    }

    @Test
    void quotesAroundAValueGoAndAllWithinIsLiteral() throws Exception {
        String file = file(
                "\uFEFFexclude = \"/snapshots\"",
                "exclude='a # b'",
                "exclude = \" x \"",
                "exclude = it's#1",
                "exclude = ''",
                "delete = \"true\"\r",
                "rsync = '-a --exclude=\"x #y\"'");

        assertThat(added(Map.of(), "sync", "--config", file, "s", "d"))
                .containsExactly(
                        "sync",
                        "--exclude=/snapshots",
                        "--exclude=a # b",
                        "--exclude= x ",
                        "--exclude=it's#1",
                        "--exclude=",
                        "--delete",
                        "--rsync=-a --exclude=\"x #y\"",
                        "--config",
                        file,
                        "s",
                        "d");
    }

    /** An editor does not show them: a pattern that begins with one excludes nothing, and --delete deletes. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u202f", "\u3000", "\u200b", "\ufeff", "\t \u00a0 "})
    void blanksThatNobodySeesAreNotPartOfAValue(String blank) throws Exception {
        String file = file(blank + "exclude" + blank + "=" + blank + "/snapshots" + blank, blank);

        assertThat(added(Map.of(), "sync", "--config", file, "s", "d"))
                .containsExactly("sync", "--exclude=/snapshots", "--config", file, "s", "d");
    }

    @Test
    void aPathInQuotesMayHaveAnyName() throws Exception {
        String file = file("source = '/x/$RECYCLE.BIN/'", "destination = \"~\"", "exclude = $a");

        assertThat(added(Map.of(), "sync", "--config", file))
                .containsExactly("sync", "--exclude=$a", "--config", file, "--", "/x/$RECYCLE.BIN/", "~");
    }

    /** An env file of docker keeps the quotes. */
    @Test
    void aVariableIsReadLikeALineOfTheFile() throws Exception {
        assertThat(added(Map.of("BRIGADE_EXCLUDE", "\"/snapshots\""), "sync", "s", "d"))
                .containsExactly("sync", "--exclude=/snapshots", "s", "d");
        assertThatThrownBy(() -> added(Map.of("BRIGADE_EXCLUDE", "/snapshots # old"), "sync", "s", "d"))
                .hasMessageStartingWith("environment variable BRIGADE_EXCLUDE: put the comment on a line of its own");
    }

    @Test
    void aVariableNamesTheFileUnlessTheCommandLineDoes() throws Exception {
        String file = file("processes = 8");

        assertThat(added(Map.of("BRIGADE_CONFIG", file), "sync", "s", "d"))
                .containsExactly("sync", "--processes=8", "s", "d");
        assertThat(added(Map.of("BRIGADE_CONFIG", ""), "sync", "s", "d")).containsExactly("sync", "s", "d");
        assertThatThrownBy(() -> added(Map.of("BRIGADE_CONFIG", "/nowhere"), "sync", "s", "d"))
                .hasMessage("the settings file /nowhere cannot be read: No such file or directory");
        assertThatThrownBy(() -> added(Map.of(), "sync", "--config=", "s", "d"))
                .hasMessage("--config needs the path of a settings file");
    }

    /** A misspelt limit would not limit. */
    @ParameterizedTest
    @ValueSource(strings = {"BRIGADE_MAXDELETE", "BRIGADE_EXCLUDES", "BRIGADE_HELP", "BRIGADE_max_delete_", "BRIGADE_"})
    void refusesAVariableThatIsNoSetting(String variable) {
        assertThatThrownBy(() -> added(Map.of(variable, "5"), "sync", "s", "d"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
                .hasMessageStartingWith("environment variable " + variable + ": '")
                .hasMessageContaining("is not a setting of brigade sync");
    }

    @Test
    void aVariableOfSyncIsLeftAloneByVerify() throws RefusedException {
        assertThat(added(Map.of("BRIGADE_FRESH", "true"), "verify", "s", "d")).containsExactly("verify", "s", "d");
        assertThat(added(Map.of("BRIGADE_FRESH", "true"), "sync", "s", "d"))
                .containsExactly("sync", "--fresh", "s", "d");
    }

    @Test
    void refusesAFlagInTheEnvironmentThatIsNeither() {
        assertThatThrownBy(() -> added(Map.of("BRIGADE_DELETE", "1"), "sync", "s", "d"))
                .hasMessage("environment variable BRIGADE_DELETE: delete must be true or false, not '1'");
    }
}
