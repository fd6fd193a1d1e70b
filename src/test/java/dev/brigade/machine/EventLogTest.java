package dev.brigade.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.brigade.event.RunEvent;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Change;
import dev.brigade.model.Ending;
import dev.brigade.model.FileName;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.report.OutcomeJson;
import dev.brigade.testing.MachineSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The log of events: each has a line that the schema knows, and a log that fails does no harm. */
final class EventLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T21:00:04.5Z"), ZoneOffset.UTC);
    private static final Bucket BUCKET = new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(1), List.of(), 3, 50, Set.of());
    private static final Change CHANGE = new Change(FileName.of("a"), ">f+++++++++", 7);

    /** One of each kind. */
    private static final List<RunEvent> EVENTS = List.of(
            new RunEvent.RunStarted(Path.of("/state/run-1"), Optional.empty()),
            new RunEvent.CrawlStarted(),
            new RunEvent.Listed(3, 4),
            new RunEvent.CrawlEnded(new Totals(3, 0, 4)),
            new RunEvent.PassStarted(Pass.COPY, new Totals(10, 1, 100), 2),
            new RunEvent.Continued(new Totals(3, 0, 50)),
            new RunEvent.BucketStarted(BUCKET, FileName.of("d"), false),
            new RunEvent.FileStarted(BUCKET, CHANGE, Path.of("/dst/a")),
            new RunEvent.EntryChanged(BUCKET, CHANGE, false),
            new RunEvent.EntryFailed(new Problem(FileName.of(new byte[] {'x', (byte) 0xE9}), "no right")),
            new RunEvent.EntryVanished(new Problem(FileName.of("gone"), "vanished")),
            new RunEvent.BucketAgain(BUCKET, "rsync ended with 12", Duration.ofMillis(1500)),
            new RunEvent.BucketStarted(BUCKET, FileName.of("d"), false),
            new RunEvent.BucketFinished(BUCKET, true, "", false, Duration.ofSeconds(2)),
            new RunEvent.Warned("slow\nstorage"),
            new RunEvent.Limited(Bottleneck.LATENCY),
            new RunEvent.RunEnded(Path.of("/state/run-1")),
            new RunEvent.Resumed(Duration.ofSeconds(9)));

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private EventLog log(OutputStream to, boolean verbose, Duration patience) {
        return new EventLog(to, "the log", "brigade 1", CLOCK, verbose, patience, warnings::add);
    }

    private List<JsonNode> lines(boolean verbose) {
        EventLog log = log(out, verbose, Duration.ofSeconds(60));
        EVENTS.forEach(log);
        log.end(OutcomeJson.of(Ending.of(Outcomes.sync().get()), 1));
        assertThat(warnings).isEmpty();
        return MachineSchema.EVENT.readLines(out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void eachKindOfEventIsTried() {
        assertThat(EVENTS).extracting(Object::getClass).contains(RunEvent.class.getPermittedSubclasses());
    }

    @Test
    void eachEventHasALine() {
        List<JsonNode> lines = lines(false);

        assertThat(lines)
                .extracting(line -> line.get("type").asText())
                .containsExactly(
                        "log_started",
                        "run_started",
                        "crawl_started",
                        "crawl_ended",
                        "pass_started",
                        "resumed",
                        "bucket_started",
                        "file_started",
                        "failed",
                        "vanished",
                        "bucket_retried",
                        "bucket_started",
                        "bucket_ended",
                        "warning",
                        "bottleneck",
                        "stall_ended",
                        "summary");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.get("time").asText()).isEqualTo("2026-11-27T21:00:04.500Z"));
        assertThat(lines.get(1).get("run").asText()).isEqualTo("run-1");
        assertThat(lines.get(6).get("bucket").asInt()).isEqualTo(1);
        assertThat(lines.get(8).get("path_base64").asText()).isEqualTo("eOk=");
        assertThat(lines.get(11).get("bucket").asInt()).isEqualTo(1);
        assertThat(lines.get(13).get("message").asText()).isEqualTo("slow\\#012storage");
        assertThat(lines.get(16).at("/outcome/exit_code").asInt()).isZero();
    }

    @Test
    void verboseNamesEachChangedEntry() {
        assertThat(lines(true))
                .filteredOn(line -> line.get("type").asText().equals("changed"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("difference").asText()).isEqualTo("missing"));
    }

    @Test
    void aFullStorageIsWarnedOfOnceAndStopsNothing() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        EventLog log = log(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        failed.countDown();
                        throw new IOException("No space left on device");
                    }
                },
                true,
                Duration.ofSeconds(60));
        failed.await();
        for (int i = 0; i < 100_000; i++) {
            log.accept(new RunEvent.EntryChanged(BUCKET, CHANGE, false));
        }
        log.end(OutcomeJson.of(Ending.of(Outcomes.sync().get()), 1));

        assertThat(warnings)
                .containsExactly("the log cannot be written: No space left on device. The run continues without it");
    }

    @Test
    void aStorageThatHangsDelaysNobody() {
        CountDownLatch never = new CountDownLatch(1);
        EventLog log = log(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        await(never);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        await(never);
                    }
                },
                true,
                Duration.ofMillis(10));
        for (int i = 0; i < 100_000; i++) {
            log.accept(new RunEvent.EntryChanged(BUCKET, CHANGE, false));
        }
        log.end(OutcomeJson.of(Ending.of(Outcomes.sync().get()), 1));
        never.countDown();

        assertThat(warnings).containsExactly("the log is not complete: its storage does not answer");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
