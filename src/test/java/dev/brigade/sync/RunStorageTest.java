package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The run's own files are nobody's data, wherever the state directory lies. */
class RunStorageTest {
    private Scratch scratch;
    private Path source;
    private Path destination;

    @BeforeEach
    void trees() {
        scratch = Scratch.create();
        source = scratch.path().resolve("source");
        destination = scratch.path().resolve("destination");
        TreeBuilder.build(source, root(dir("home[1]", file("f", "data"))));
    }

    @AfterEach
    void remove() {
        scratch.close();
    }

    @Test
    void areNotCopiedFromASource() {
        Ended ended = run("sync", "-f", "1", "--state-dir", source + "/home[1]/state", source + "/", destination + "");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(destination.resolve("home[1]/f")).exists();
        assertThat(destination.resolve("home[1]/state/runs")).doesNotExist();
    }

    @Test
    void areNotDeletedFromADestination() throws Exception {
        assertThat(run("sync", source + "/", destination + "").exit()).isZero();
        Files.createDirectories(destination.resolve("extra"));

        Ended ended = run(
                "sync", "--delete", "--state-dir", destination.resolve("state") + "", source + "/", destination + "");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(destination.resolve("state/runs")).exists();
        assertThat(destination.resolve("extra")).doesNotExist();
    }

    private Ended run(String... arguments) {
        return BrigadeProgram.onClassPath()
                .env("BRIGADE_STATE_DIR", scratch.path().resolve("elsewhere").toString())
                .run(arguments);
    }
}
