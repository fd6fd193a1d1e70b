package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brigade.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts complete in real shells. */
final class CompletionTest {
    @TempDir
    private Path folder;

    private void script(String shell) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        assertThat(Program.run(new String[] {"completion", shell}, InProcess.on(new Console(stream, stream, false))))
                .isZero();
        Files.write(folder.resolve("script"), out.toByteArray());
        Files.createDirectories(folder.resolve("directory"));
        Files.createFile(folder.resolve("dfile"));
    }

    /** Words of a command line, the last of them unfinished, and some of what completes it. */
    @ParameterizedTest
    @CsvSource({
        "sy, sync",
        "co, count completion",
        "sync --exc, --exclude --exclude-from",
        "sync --max-de, --max-delete",
        "runs sh, show",
        "submit sl, slurm"
    })
    void bashCompletes(String words, String completions) throws Exception {
        script("bash");

        String said = text(Tools.inside(
                folder,
                "bash -c '. ./script; COMP_WORDS=(brigade " + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                        + " _complete_brigade; printf \"%s \" \"${COMPREPLY[@]}\"; complete -p brigade'"));

        assertThat(List.of(said.split("complete -", 2)[0].strip().split(" +", -1)))
                .containsExactlyInAnyOrder(completions.split(" ", -1));
        assertThat(said).contains("-o default"); // Where nothing matches, names of files do.
    }

    @ParameterizedTest
    @CsvSource({
        "sy, sync",
        "co, count completion",
        "sync --exc, --exclude= --exclude-from=",
        "sync d, directory/",
        "sync --config d, dfile directory/",
        "runs sh, show",
        "submit sl, slurm",
        "submit slurm --part, --partition="
    })
    void fishCompletes(String words, String completions) throws Exception {
        assumeTrue(isInstalled("fish"), "fish is not installed");
        script("fish");

        String said = text(Tools.inside(
                folder, "HOME=$PWD fish --no-config -c 'source script; complete -C \"brigade " + words + "\"'"));

        assertThat(said.lines().map(line -> line.replaceFirst("\t.*", "")))
                .as(said)
                .map(word -> word.startsWith("--") && !word.endsWith("=") ? word + "=" : word)
                .containsExactlyInAnyOrder(completions.split(" ", -1));
    }

    /** In an interactive zsh on a pseudo-terminal, which types a tab after the words. */
    @ParameterizedTest
    @CsvSource({"sy, sync", "sync --max-de, sync --max-delete", "runs sh, runs show", "sync dir, sync directory"})
    void zshCompletes(String words, String completed) throws Exception {
        assumeTrue(isInstalled("zsh"), "zsh is not installed");
        script("zsh");
        Files.writeString(folder.resolve("terminal"), """
                zmodload zsh/zpty
                zpty terminal 'zsh -f -i'
                zpty -w terminal 'autoload -Uz compinit; compinit -u -D; . ./script; print REA""DY'
                zpty -r terminal out '*READY*'
                zpty -w -n terminal "brigade $1"$'\\t'
                zpty -r terminal out "*brigade $2*"
                """);

        Tools.inside(folder, "HOME=$PWD timeout 60 zsh -f terminal '" + words + "' '" + completed + "'");
    }

    @Test
    void fishLearnsOfEveryCommand() throws Exception {
        script("fish");

        List<String> lines = Files.readAllLines(folder.resolve("script"));

        assertThat(lines.get(0)).isEqualTo("complete -c brigade -f");
        assertThat(lines)
                .contains(
                        "complete -c brigade -n '__fish_use_subcommand' -a sync -d 'Copy directories, then verify and repair the copy'",
                        "complete -c brigade -n '__fish_seen_subcommand_from sync' -l delete -d 'Delete destination entries that the source does not have'",
                        "complete -c brigade -n '__fish_seen_subcommand_from sync' -s n -l dry-run -d 'Change nothing, list what differs'")
                .allMatch(line -> line.chars().filter(c -> c == '\'').count() % 2 == 0 || line.contains("\\'"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
