package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every help page has the same form, names each option once, and fits a terminal. */
final class HelpPagesTest {
    private static CommandLine program() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        return Program.commandLine(InProcess.on(new Console(nowhere, nowhere, false)));
    }

    static Stream<CommandLine> commands() {
        List<CommandLine> all = new ArrayList<>();
        add(program(), all);
        return all.stream();
    }

    private static void add(CommandLine command, List<CommandLine> all) {
        all.add(command);
        command.getSubcommands().values().stream()
                .filter(below -> !(below.getCommand() instanceof CommandLine.HelpCommand))
                .forEach(below -> add(below, all));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void pagesHaveOneForm(CommandLine command) {
        String page = command.getUsageMessage();

        assertThat(page.lines()).allMatch(line -> line.length() <= 80);
        assertThat(page.lines().toList()) // Examples are not wrapped.
                .containsAll(List.of(command.getCommandSpec().usageMessage().footer()));
        assertThat(page).startsWith("Usage: " + command.getCommandSpec().qualifiedName() + " ");
        assertThat(page.lines().filter(line -> line.startsWith("Usage") || line.startsWith("Exit codes")))
                .hasSizeLessThanOrEqualTo(2);
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                String names = Pattern.quote(String.join(", ", option.names()));
                assertThat(page.lines().filter(line -> line.matches(" {2,6}" + names + "([ =].*|$)")))
                        .as(option.longestName())
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "verify", "plan"})
    void examplesComeFirstAndOptionsByPurpose(String name) {
        CommandLine command = Map.copyOf(program().getSubcommands()).get(name);
        assertThat(command).isNotNull();
        List<String> headings = command.getUsageMessage()
                .lines()
                .filter(line -> line.matches("[A-Z][a-z ]+:"))
                .filter(line -> !line.equals("Job:"))
                .toList();

        assertThat(headings)
                .containsExactly(
                        "Examples:",
                        "What to copy:",
                        "Deleting:",
                        "Checking:",
                        "Load and time:",
                        "Resuming:",
                        "Experts:",
                        "For programs:",
                        "Output:");
    }

    @Test
    void examplesAreRealCommandLines() {
        commands()
                .flatMap(command ->
                        Stream.of(command.getCommandSpec().usageMessage().footer()))
                .filter(line -> line.startsWith("  brigade ") && !line.contains(" | "))
                .map(line -> line.strip().split(" {2,}", 2)[0].substring("brigade ".length()))
                .forEach(line -> program().parseArgs(line.split(" ", -1)));
    }
}
