package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.Access;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.sync.Timeouts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A request, written down as words, is the same request when these are read again. */
final class RequestWordsTest {
    /** They say how a run is shown or begun, not what it does. */
    private static final Set<String> NO_PART_OF_IT = Set.of(
            "-P",
            "--progress",
            "--report",
            "--stats",
            "--verbose",
            "--debug",
            "--quiet",
            "--warn-exit-zero",
            "--json",
            "--log-json",
            "--metrics",
            "--notify",
            "--notify-json",
            "--on-end",
            "--help",
            "--config",
            "--exclude-from",
            "--fresh",
            "--dry-run");

    /** A value that is not the usual one for every other option. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("--processes", List.of("7")),
            Map.entry("--files", List.of("123")),
            Map.entry("--size", List.of("5M")),
            Map.entry("--rsync", List.of("-a --exclude='x y' \"$HOME\"")),
            Map.entry("--verify", List.of("checksum")),
            Map.entry("--engine", List.of("direct")),
            Map.entry("--job-name", List.of("a job")),
            Map.entry("--keep-runs", List.of("7")),
            Map.entry("--exclude", List.of("-x", "a b", "'", "*.o", "--delete")),
            Map.entry("--include", List.of("a b", "- c", "- d", "+ e", "!")),
            Map.entry("--delete", List.of()),
            Map.entry("--max-delete", List.of("9%")),
            Map.entry("--allow-empty-source", List.of()),
            Map.entry("--max-duration", List.of("1d2h3m4s")),
            Map.entry("--bwlimit", List.of("3M")),
            Map.entry("--nice", List.of("5")),
            Map.entry("--ionice", List.of("best-effort:3")),
            Map.entry("--retries", List.of("17")),
            Map.entry("--stall-timeout", List.of("1h2m3s")),
            Map.entry("--dest-mount", List.of("/mnt/a b", "-x")),
            Map.entry("--require-mount", List.of("/mnt/a b", "-x")),
            Map.entry("--trust-destination", List.of()),
            Map.entry("--state-dir", List.of("relative/state")));

    private static CommandLine sync() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        return Program.commandLine(new RunCommand(
                new Console(nowhere, nowhere, false), new Interruption(), Timeouts.USUAL, System.getenv()));
    }

    private static SyncRequest request(List<String> words) throws RefusedException {
        CommandLine program = sync();
        program.parseArgs(words.toArray(String[]::new));
        CommandLine sync = Objects.requireNonNull(program.getSubcommands().get("sync"));
        return sync.<SyncCommand>getCommand().request();
    }

    @Test
    void everyOptionIsWrittenDown() throws RefusedException {
        Objects.requireNonNull(sync().getSubcommands().get("sync")).getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .filter(name -> !NO_PART_OF_IT.contains(name))
                .forEach(name -> assertThat(VALUES).as("a value to try").containsKey(name));
        List<String> words = new ArrayList<>(List.of("sync"));
        VALUES.forEach((name, values) -> {
            if (values.isEmpty()) {
                words.add(name);
            }
            values.forEach(value -> words.add(name + "=" + value));
        });
        words.addAll(List.of("--", "-a/", "/b/./", "c/..", "--delete"));

        SyncRequest asked = request(words);
        List<String> written = RequestWords.of(asked);
        SyncRequest again = request(written);

        String here = Path.of("").toAbsolutePath() + "/";
        assertThat(again.sources()).containsExactly(here + "-a/", "/b/./", here + "c/..");
        assertThat(again.destination()).isEqualTo(here + "--delete");
        assertThat(again.access().mounts()).containsExactly("/mnt/a b", here + "-x");
        assertThat(again).isEqualTo(at(asked, again));
        assertThat(RequestWords.of(again)).isEqualTo(written);
        VALUES.keySet()
                .forEach(name -> assertThat(written)
                        .as("%s is written down", name)
                        .anyMatch(word -> word.equals(name) || word.startsWith(name + "=")));
    }

    @Test
    void patternsAreWrittenDownThemselvesInTheirOrder(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("patterns"), "*.tmp\n# no pattern\n+ keep\n");

        SyncRequest asked = request(List.of(
                "sync",
                "--include",
                "a",
                "--exclude-from",
                file.toString(),
                "--exclude=b",
                "--include=- c",
                "/s",
                "/d"));
        Files.delete(file);

        assertThat(asked.excludes()).containsExactly("+ a", "*.tmp", "+ keep", "b", "- c");
        assertThat(request(RequestWords.of(asked))).isEqualTo(asked);
    }

    @Test
    void aFileOfPatternsThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> request(List.of("sync", "--exclude-from", "/no/such", "/s", "/d")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("--exclude-from /no/such cannot be read (No such file or directory): name a text file");
    }

    @Test
    void whatIsAsUsualStaysSo() throws RefusedException {
        SyncRequest asked = request(List.of("sync", "/s", "/d"));
        assertThat(request(RequestWords.of(asked))).isEqualTo(asked);
        assertThat(asked.mode()).isEqualTo(Mode.SYNC);
    }

    /** A request, with the paths of another. */
    private static SyncRequest at(SyncRequest request, SyncRequest paths) {
        return new SyncRequest(
                request.mode(),
                paths.sources(),
                paths.destination(),
                request.parents(),
                new Access(
                        paths.access().mounts(),
                        request.access().trusted(),
                        paths.access().required(),
                        request.access().engine()),
                request.processes(),
                request.items(),
                request.bytes(),
                request.rsyncOptions(),
                request.verify(),
                request.excludes(),
                request.deletion(),
                request.dryRun(),
                request.limits(),
                request.files());
    }
}
