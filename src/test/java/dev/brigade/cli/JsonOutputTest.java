package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.MachineSchema;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real runs write one document, or a log that ends with one summary. The schema knows each key. */
final class JsonOutputTest {
    private final TwoTrees trees = TwoTrees.create();
    private final Path log = trees.home().resolve("run.jsonl");

    @BeforeEach
    void build() {
        trees.source(file("top", 10), dir("d", file("a", 50), file("b", 5)));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private static JsonNode document(Ended ended) {
        JsonNode json = MachineSchema.OUTCOME.read(ended.out());
        assertThat(json.get("exit_code").asInt()).as(ended.toString()).isEqualTo(ended.exit());
        return json;
    }

    private JsonNode summary(Ended ended) throws IOException {
        List<JsonNode> lines = MachineSchema.EVENT.readLines(Files.readString(log));
        assertThat(lines.get(0).get("type").asText()).isEqualTo("log_started");
        assertThat(lines.subList(0, lines.size() - 1))
                .noneMatch(line -> line.get("type").asText().equals("summary"));
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.get("type").asText()).isEqualTo("summary");
        assertThat(last.at("/outcome/exit_code").asInt()).as(ended.toString()).isEqualTo(ended.exit());
        return last.get("outcome");
    }

    @Test
    void aSuccess() throws IOException {
        Ended ended = trees.sync("--json", "--log-json", log.toString());

        JsonNode json = document(ended);
        assertThat(ended.err()).isEmpty();
        assertThat(json.at("/result").asText()).isEqualTo("ok");
        assertThat(json.at("/figures/new/files").asInt()).isEqualTo(3);
        assertThat(json.at("/figures/new/bytes").asInt()).isEqualTo(65);
        assertThat(summary(ended)).isEqualTo(json);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFailureNamesWhatFailed() throws IOException {
        FakeRsync rsync = trees.rsync(Rule.looks()
                .stderr("rsync: [sender] send_files failed to open \"" + trees.source()
                        + "/d/a\": Permission denied (13)\n")
                .exit(23));
        Ended ended = trees.sync(trees.program().with(rsync), "--json", "-p", "1", "--log-json", log.toString());

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(document(ended).at("/entries/failed/first/0/path").asText()).isEqualTo("d/a");
        assertThat(summary(ended).at("/entries/failed/count").asInt()).isEqualTo(1);
    }

    @Test
    void aDryRunListsWhatDiffers() throws IOException {
        Ended ended = trees.sync("-n", "--json", "--log-json", log.toString());

        JsonNode json = document(ended);
        assertThat(json.at("/task/dry_run").asBoolean()).isTrue();
        assertThat(json.at("/figures/new/files").asInt()).isEqualTo(3);
        assertThat(summary(ended)).isEqualTo(json);
        assertThat(trees.destination()).doesNotExist();
    }

    @Test
    void aRefusalIsADocumentToo() throws IOException {
        trees.sh("rm -r source");
        Ended ended = trees.sync("--json", "--log-json", log.toString());

        assertThat(ended.exit()).isEqualTo(40);
        assertThat(ended.err()).contains(document(ended).get("message").asText());
        assertThat(summary(ended).get("result").asText()).isEqualTo("not_ready");
    }

    @Test
    void anInterruptionIsADocumentToo() throws IOException {
        FakeRsync rsync = trees.rsync(Rule.copies().afterPreflight().hang());
        Child child = trees.program()
                .with(rsync)
                .start(trees.inFull("sync", "--json", "--log-json", "~/run.jsonl", "~/source/", "~/destination"));
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        child.signal("TERM");
        Ended ended = child.await();

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        assertThat(document(ended).at("/stopped/reason").asText()).isEqualTo("interrupted");
        assertThat(summary(ended).at("/result").asText()).isEqualTo("interrupted");
        trees.sh("rm -r state"); // It has a run that can be resumed.
    }

    /** Errors in the words of a command line, found by different parts of the program. */
    @ParameterizedTest
    @CsvSource({"--frsh", "-p0", "-qv", "--config=/no/such/file", "--log-json=-"})
    void aUsageErrorIsADocumentToo(String word) {
        Ended ended = trees.sync("--json", word);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains(document(ended).get("message").asText());
    }

    @Test
    void theLogOnStandardOutputReplacesTheText() {
        Ended ended = trees.sync("--log-json", "-", "-v");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(MachineSchema.EVENT.readLines(ended.out()))
                .extracting(line -> line.get("type").asText())
                .contains("pass_started", "changed", "bucket_ended")
                .endsWith("summary");
    }

    @Test
    void aLogThatCannotBeWrittenIsRefusedBeforeAnythingIsWritten() {
        Ended ended = trees.sync("--log-json", trees.home() + "/none/run.jsonl");

        assertThat(ended.exit()).isEqualTo(40);
        assertThat(ended.err()).contains("/none/run.jsonl cannot be written: No such file or directory");
        assertThat(trees.destination()).doesNotExist();
    }

    @Test
    void aFullLogStopsNothing() {
        Ended ended = trees.sync("--log-json", "/dev/full");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).containsOnlyOnce("/dev/full cannot be written: No space left on device");
        trees.assertSame();
    }

    @Test
    void theNextRunReplacesTheLog() throws IOException {
        trees.sync("--log-json", log.toString(), "-v");
        Ended second = trees.sync("--log-json", log.toString());

        assertThat(summary(second).at("/figures/unchanged/files").asInt()).isEqualTo(3);
    }

    @Test
    void twoRunsDoNotWriteOneLog() {
        FakeRsync rsync = trees.rsync(Rule.copies().afterPreflight().hang());
        String[] words = trees.inFull("sync", "--log-json", "~/run.jsonl", "~/source/", "~/destination");
        Child child = trees.program().with(rsync).start(words);
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy));

        Ended second = trees.program().run(words);
        child.signal("TERM");
        child.await();

        assertThat(second.exit()).isEqualTo(11);
        assertThat(second.err()).contains("another run is writing the log");
        trees.sh("rm -r state"); // It has a run that can be resumed.
    }

    @Test
    void theStepsOfAJobWriteOneDocumentEach() {
        String job = "--job=" + trees.home().resolve("job");
        Ended planned = trees.program().run(trees.inFull("plan", job, "--shards", "2", "~/source/", "~/destination"));
        assertThat(planned.exit()).as(planned.toString()).isZero();

        JsonNode work = document(trees.program().run("work", job, "0-1", "--json"));
        JsonNode again = document(trees.program().run("work", job, "0-1", "--json"));
        JsonNode finish = document(trees.program().run("finish", job, "--json"));
        JsonNode finished = document(trees.program().run("finish", job, "--json"));

        assertThat(work.at("/figures/new/files").asInt()).isEqualTo(3);
        assertThat(again.get("message").asText()).isEqualTo("there was nothing to do");
        assertThat(again.has("run")).isFalse();
        assertThat(finish.at("/figures/new/files").asInt()).isEqualTo(3);
        assertThat(finished).isEqualTo(finish);
    }

    @Test
    void theMetricsAreThoseOfTheLastRun() throws IOException {
        Path metrics = trees.home().resolve("brigade.prom");
        Ended first = trees.sync("--metrics", metrics.toString());
        assertThat(metrics).content().contains("last_success", "brigade_files{job=\"default\",kind=\"new\"} 3.0\n");
        trees.sh("rm -r source");
        Ended second = trees.sync("--metrics", metrics.toString());

        assertThat(first.exit()).isZero();
        assertThat(second.exit()).isEqualTo(40);
        assertThat(metrics).content().contains("last_success", "brigade_last_exit_code{job=\"default\"} 40.0\n");
    }
}
