package dev.brigade.cli;

import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.MachineSchema;
import dev.brigade.testing.RecordingServer;
import dev.brigade.testing.RecordingServer.Request;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs tell servers and commands of their end, and nothing of that changes a run. */
final class NotifyTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(file("a", 50), file("b", 5));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    @Test
    void aSuccessIsToldWithItsSummary() throws IOException {
        try (RecordingServer server = new RecordingServer()) {
            Ended ended = trees.sync("--notify", server.url("/secret"), "--notify-json", server.url("/hook?k=secret"));

            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(ended.out() + ended.err()).doesNotContain("secret", "warning");
            assertThat(trees.sh("grep -r secret state || true")).isEmpty();
            assertThat(server.requests())
                    .extracting(Request::line)
                    .contains("POST /hook?k=secret")
                    .containsSubsequence("POST /secret/start", "POST /secret/0");
            for (Request request : server.requests()) {
                if (request.type().equals("application/json")) {
                    assertThat(MachineSchema.OUTCOME
                                    .read(request.body())
                                    .at("/figures/new/files")
                                    .asInt())
                            .isEqualTo(2);
                } else if (request.line().endsWith("/0")) {
                    assertThat(request.body())
                            .startsWith("brigade: all copied and verified\n")
                            .contains("new");
                }
            }
        }
    }

    @Test
    void aRefusalIsToldToo() throws IOException {
        trees.sh("rm -r source");
        try (RecordingServer server = new RecordingServer()) {
            Ended ended = trees.sync("--notify", server.url("/x"));

            assertThat(ended.exit()).isEqualTo(40);
            assertThat(server.requests()).extracting(Request::line).containsExactly("POST /x/start", "POST /x/40");
        }
    }

    @Test
    void aServerThatRefusesChangesNothing() throws IOException {
        try (RecordingServer server = new RecordingServer(404, 404)) {
            Ended ended = trees.sync("--notify", server.url("/secret"));

            assertThat(ended.exit()).isZero();
            assertThat(ended.err())
                    .contains("warning: no notice to http://127.0.0.1:")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aCommandIsToldTheOutcome() throws IOException {
        Path told = trees.home().resolve("told");
        Ended ended = trees.sync("--on-end", "sh -c 'env >\"$0\"; echo done' '" + told + "'");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEqualTo("done\n");
        assertThat(Files.readAllLines(told))
                .contains("BRIGADE_END_EXIT_CODE=0", "BRIGADE_END_RESULT=ok", "BRIGADE_END_FILES_NEW=2")
                .contains("BRIGADE_END_BYTES_NEW=55", "BRIGADE_END_FILES_FAILED=0")
                .anyMatch(line -> line.startsWith("BRIGADE_END_JSON={\"schema_version\":1,"));
    }

    @Test
    void aCommandThatFailsIsAWarning() {
        assertThat(trees.sync("--on-end", "sh -c 'exit 3'").err())
                .isEqualTo("brigade: warning: --on-end: sh ended with 3\n");
        Ended missing = trees.sync("--on-end", "/no/such/program");
        assertThat(missing.exit()).isZero();
        assertThat(missing.err()).contains("warning: --on-end: /no/such/program did not start");
        Ended unfinished = trees.sync("--on-end", "echo 'x");
        assertThat(unfinished.exit()).isEqualTo(2);
        assertThat(unfinished.err()).contains("a single quote (') is not closed in --on-end");
    }

    /** The command may start brigade, whose environment may hold only settings. */
    @Test
    void whatACommandIsToldIsNoSetting() {
        Ended ended = trees.sync(trees.program().env("BRIGADE_END_EXIT_CODE", "3"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
    }
}
