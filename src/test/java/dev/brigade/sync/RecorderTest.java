package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.model.FileName;
import dev.brigade.model.History;
import dev.brigade.model.History.Ending;
import dev.brigade.model.Pass;
import dev.brigade.model.RpcCount;
import dev.brigade.model.SizeClass;
import dev.brigade.plan.Bucket;
import dev.brigade.state.HistoryFile;
import dev.brigade.state.Runs;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run records how it went, and goes on if it cannot. */
final class RecorderTest {
    private static final History.Start START =
            new History.Start(Instant.EPOCH, "brigade 1", "rsync 3", "Linux", "Java", 2, false, false);

    @Test
    void aRunRecordsItsPassesProcessesAndFiles() throws Exception {
        try (TwoTrees trees = TwoTrees.create()) {
            trees.source(dir("a", file("small", "12"), file("large", "1234567")));
            assertThat(trees.sync().exit()).isZero();
            Runs runs = Runs.at(trees.state()).orElseThrow();
            History history = runs.history(runs.all("").get(0).id());
            assertThat(history.parts()).hasSize(1);
            History.Part part = history.parts().get(0);
            assertThat(part.whole()).isTrue();
            History.Sample last = part.samples().get(part.samples().size() - 1);
            assertThat(last.bytes()).isEqualTo(9);
            assertThat(last.entries()).isGreaterThanOrEqualTo(6); // both passes
            assertThat(part.processes()).extracting(History.RsyncProcess::pass).contains(Pass.COPY, Pass.VERIFY);
            assertThat(part.processes()).allMatch(process -> process.ending() == Ending.DONE && process.attempt() == 1);
            History.Summary summary = part.summary().orElseThrow();
            assertThat(summary.largest())
                    .containsExactly(
                            new History.Copied(FileName.of("a/large"), 7),
                            new History.Copied(FileName.of("a/small"), 2));
            assertThat(summary.sizes()).contains(new SizeClass(1, 2, 9));
        }
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenEndsOnlyTheRecording(@TempDir Path run) throws Exception {
        Files.createDirectory(run.resolve("history"));
        try (Recorder recorder = new Recorder(System::nanoTime, false)) {
            recorder.begin(run, START, () -> RpcCount.NONE);
            recorder.accept(new RunEvent.CrawlStarted());
        }
        assertThat(HistoryFile.read(run)).isEqualTo(History.NONE);
    }

    @Test
    void aRetriedProcessIsRecordedWithItsReason(@TempDir Path run) throws Exception {
        Bucket bucket = new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), 3, 5, Set.of());
        try (Recorder recorder = new Recorder(System::nanoTime, false)) {
            recorder.begin(run, START, () -> RpcCount.NONE);
            recorder.accept(new RunEvent.PassStarted(Pass.COPY, bucket.totals(), 1));
            recorder.accept(new RunEvent.BucketStarted(bucket, FileName.of("a"), false));
            recorder.accept(new RunEvent.BucketAgain(bucket, "killed", Duration.ofMillis(1)));
            recorder.accept(new RunEvent.BucketStarted(bucket, FileName.of("a"), false));
            recorder.accept(new RunEvent.BucketFinished(bucket, true, "", false, Duration.ofMillis(1)));
        }
        List<History.RsyncProcess> processes =
                HistoryFile.read(run).parts().get(0).processes();
        assertThat(processes).extracting(History.RsyncProcess::ending).containsExactly(Ending.RETRIED, Ending.DONE);
        assertThat(processes).extracting(History.RsyncProcess::attempt).containsExactly(1, 2);
        assertThat(processes).extracting(History.RsyncProcess::reason).containsExactly("killed", "");
    }
}
