package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The packaged program through a link that has the name of what it stands in for. */
final class ProgramNameIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("brigade.target", "target"))
            .resolve("brigade")
            .toAbsolutePath();

    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    /** The program under a name, found on the PATH as a script finds it, where cron runs it. */
    private Ended run(String name, String line) throws IOException {
        Path programs = Files.createDirectories(trees.home().resolve("programs"));
        Files.createSymbolicLink(programs.resolve(name), LAUNCHER);
        return BrigadeProgram.launcher(Path.of("/bin/sh"))
                .withoutLocale()
                .env("PATH", programs + ":" + System.getenv("PATH"))
                .env("BRIGADE_STATE_DIR", trees.home().resolve("state").toString())
                .in(trees.home())
                .timeout(Duration.ofMinutes(2))
                .run("-c", line);
    }

    @Test
    void parallelcpCopiesTheAwkwardTree() throws IOException {
        AwkwardTree.build(trees.source(), AwkwardTree.Options.forThisUser().small());

        Ended ended = run("parallelcp", "parallelcp source new/destination && mv new/destination .");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
        trees.assertSame();
    }

    @Test
    void parallelcpTakesNoCommandOfBrigades() throws IOException {
        Ended ended = run("parallelcp", "parallelcp sync source destination");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("name one source and one destination");
    }
}
