package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files for cron and systemd work. */
final class DistTest {
    private static final Path DIST = Path.of("src/dist");
    private static final Pattern COMMAND = Pattern.compile("/usr/local/bin/brigade (.*)");

    @Test
    void theJobRunsAsCronAndSystemdStartIt() throws IOException {
        try (TwoTrees trees = TwoTrees.create()) {
            trees.source(Node.dir("a", Node.file("b", 10)), Node.file("x.tmp", 10));
            String settings = Files.readString(DIST.resolve("nightly.conf"))
                    .replace("/srv/data/", trees.source() + "/")
                    .replace("/mnt/filer/data", trees.destination().toString());
            Path conf = Files.writeString(trees.home().resolve("nightly.conf"), settings);
            List<String> commands;
            try (Stream<Path> files = Files.walk(DIST)) {
                commands = files.filter(Files::isRegularFile)
                        .flatMap(DistTest::commands)
                        .toList();
            }
            assertThat(commands).hasSize(2);
            for (String command : commands) {
                String[] words = command.replaceAll(
                                "/etc/brigade/(%i|nightly).conf", Matcher.quoteReplacement(conf.toString()))
                        .split(" ");

                Ended ended = trees.program().withoutLocale().run(words);

                assertThat(ended.exit()).as(ended.toString()).isZero();
                assertThat(ended.out() + ended.err()).isEmpty();
                assertThat(trees.destination().resolve("a/b")).exists();
                assertThat(trees.destination().resolve("x.tmp")).doesNotExist();
                trees.sh("rm -r destination");
            }
        }
    }

    private static Stream<String> commands(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .map(COMMAND::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theUnitsSayWhatAJobNeeds() throws IOException {
        assertThat(DIST.resolve("systemd/brigade@.service"))
                .content()
                .contains("KillMode=mixed\n", "RequiresMountsFor=", "OnFailure=brigade-failed@%i.service\n");
        assertThat(DIST.resolve("systemd/brigade@.timer")).content().contains("Persistent=true\n");
        assertThat(DIST.resolve("systemd/brigade-failed@.service")).exists();
    }

    /** Each lock is in the state directory, so that with two of them both jobs would run at once. */
    @Test
    void cronAndSystemdUseOneStateDirectory() throws IOException {
        assertThat(DIST.resolve("cron.d/brigade")).content().contains("\nBRIGADE_STATE_DIR=/var/lib/brigade\n");
        assertThat(DIST.resolve("systemd/brigade@.service"))
                .content()
                .contains("\nEnvironment=BRIGADE_STATE_DIR=/var/lib/brigade\n", "\nStateDirectory=brigade\n");
    }

    @Test
    void aSettingsFileThatIsNotThereIsOneLine() {
        try (TwoTrees trees = TwoTrees.create()) {
            Ended ended = trees.program().run("sync", "-q", "--config", "/nowhere/nightly.conf");

            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.err())
                    .isEqualTo(
                            "brigade: the settings file /nowhere/nightly.conf cannot be read: No such file or directory\n");
        }
    }
}
