package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exit code stands where users look, in its order and with the same meaning, and no other does. */
final class ExitCodeDocsTest {
    /** Only the first table of exit-codes.md has codes; in the README a meaning may go on behind a colon. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9]+) \\| ([^|:]+?)(?::[^|]+)? \\|");

    private static final Pattern HELP = Pattern.compile("(?m)^ +([0-9]+) {2,}(.+)$");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/exit-codes.md"})
    void areWrittenDown(String file) throws IOException {
        String text = Files.readString(Path.of(file));
        assertThat(meanings(ROW, text.split("## rsync's", 2)[0])).containsExactlyEntriesOf(codes());
        assertThat(text.toLowerCase(Locale.ROOT)).contains("an unknown code is a failure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "verify", "parallelcp"})
    void areOnTheHelpPage(String command) {
        String codes = Arrays.stream(ExitCode.values())
                .map(code -> code.number() + " "
                        + code.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        assertThat(codesOnHelpPage(command).strip().replaceAll("\\s+", " ")).isEqualTo(codes);
        assertThat(codesOnHelpPage(command).strip()).hasLineCount(2);
    }

    @Test
    void ofMsrsyncAreItsOwn() {
        Map<Integer, String> codes = new LinkedHashMap<>();
        Arrays.stream(MsrsyncExit.values()).forEach(code -> codes.put(code.number, code.meaning));

        assertThat(onHelpPage("msrsync")).containsExactlyEntriesOf(codes);
    }

    private static Map<Integer, String> onHelpPage(String command) {
        return meanings(HELP, codesOnHelpPage(command));
    }

    private static String codesOnHelpPage(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, false);
        assertThat(Program.run(new String[] {"help", command}, InProcess.on(console)))
                .isZero();
        stream.flush();
        String[] page = out.toString(StandardCharsets.UTF_8).split("Exit codes \\(an unknown code is a failure\\):", 2);
        assertThat(page).hasSize(2);
        return page[1];
    }

    private static Map<Integer, String> codes() {
        Map<Integer, String> codes = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(code -> codes.put(code.number(), code.meaning()));
        return codes;
    }

    private static Map<Integer, String> meanings(Pattern row, String text) {
        Map<Integer, String> meanings = new LinkedHashMap<>();
        row.matcher(text)
                .results()
                .forEach((MatchResult found) -> assertThat(meanings.put(
                                Integer.valueOf(found.group(1)), found.group(2).strip()))
                        .as(found.group())
                        .isNull());
        return meanings;
    }
}
