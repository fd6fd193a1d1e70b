package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * {@code brigade man} prints the pages that the archive has. The tests of the packages compare them with what man
 * shows.
 */
final class ManTest {
    private static final Map<String, String> PAGES =
            Map.of("brigade.1", ".TH top\n", "brigade-runs-show.1", ".TH \u2013 show\n");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ManCommand man(Map<String, String> pages, String... words) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        ManCommand command =
                new ManCommand(InProcess.on(new Console(stream, stream, false)), name -> open(pages.get(name)));
        new CommandLine(command).parseArgs(words);
        return command;
    }

    private static @Nullable InputStream open(@Nullable String text) {
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void printsThePageOfTheProgramAndOfACommandBelowAnother() throws Exception {
        man(PAGES).call();
        man(PAGES, "runs", "show").call();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(".TH top\n.TH \u2013 show\n");
    }

    @Test
    void namesACommandWithoutAPage() {
        assertThatThrownBy(() -> man(PAGES, "run", "show").call())
                .isInstanceOf(RefusedException.class)
                .hasMessage("there is no manual page of run show");
    }

    @Test
    void anArchiveWithoutPagesSaysWhereElseToRead() {
        assertThatThrownBy(() -> man(Map.of(), "sync").call())
                .isInstanceOf(RefusedException.class)
                .hasMessage("this file was built without manual pages. See 'brigade help sync'");
    }
}
