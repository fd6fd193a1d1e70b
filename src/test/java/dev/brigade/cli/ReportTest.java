package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.state.Runs;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The report of a run, by {@code --report} and by {@code brigade report}. */
final class ReportTest {
    private final TwoTrees trees = TwoTrees.create();
    private final Path page = trees.home().resolve("page.html");

    @BeforeEach
    void build() {
        trees.source(dir("a", file("1", "content 1")));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private String report(String file) {
        return "--report=" + trees.home().resolve(file);
    }

    @Test
    void aRunWritesItsReportForItsOwnerAlone() throws IOException {
        assertThat(trees.sync(report("page.html")).exit()).isZero();
        assertThat(page).content().contains("All is copied and verified.", "<h2 id=\"rsync-processes\">", "a/1");
        assertThat(Files.getPosixFilePermissions(page)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(trees.home()).isDirectoryNotContaining("glob:**.part");

        assertThat(trees.verify("--dry-run", report("page.html")).exit()).isZero();
        assertThat(page).content().contains("The trees do not differ.", "<h2 id=\"rsync-processes\">");
    }

    @Test
    void aFailedRunWritesItsReportToo() {
        trees.source(file("b", "content"));
        trees.destination(dir("b", file("in", "the way")));
        Ended ended = trees.sync(report("page.html"));
        assertThat(ended.exit()).isEqualTo(20);
        assertThat(page).content().contains("<strong>Failed</strong>");
    }

    @Test
    void aFileThatCannotBeWrittenIsRefusedBeforeTheRun() {
        Ended ended = trees.sync(report("missing/page.html"));
        assertThat(ended.exit()).isEqualTo(40);
        assertThat(ended.err()).contains("missing/page.html cannot be written: No such file or directory");
        assertThat(trees.destination()).doesNotExist();
        assertThat(trees.sync("--report=" + trees.home()).exit()).isEqualTo(40);
    }

    @Test
    void aRunThatIsOverHasAReportLater() throws IOException {
        trees.sync();
        trees.sync();
        String id =
                Runs.at(trees.state()).orElseThrow().all(About.program()).get(0).id();
        Ended written = trees.program().run(trees.inFull("report", id, page.toString()));
        assertThat(written.exit()).isZero();
        assertThat(page)
                .content()
                .contains(id, "All is copied and verified.", "aria-labelledby=\"runs-of-this-job\"><table>");
        Ended printed = trees.program().run(trees.inFull("report", id, "-"));
        assertThat(printed.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    }

    @Test
    void aSettingsFileAsksForTheReport() throws IOException {
        Path settings = Files.writeString(trees.home().resolve("conf"), "report = " + page + "\n");
        assertThat(trees.sync("--config=" + settings).exit()).isZero();
        assertThat(page).exists();
    }
}
