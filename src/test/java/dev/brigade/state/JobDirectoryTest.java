package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.ManifestFacts;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Outcome;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Problem;
import dev.brigade.model.StopReason;
import dev.brigade.model.Totals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job directory tells attempts apart: those of other clients, dead ones, and those that began again. */
class JobDirectoryTest {
    private static final long NOBODY = 1L << 40;

    @TempDir
    Path folder;

    private JobDirectory directory;

    JobDirectoryTest() {
        directory = JobDirectory.at(Path.of("unset"));
    }

    @BeforeEach
    void create() throws IOException {
        directory = JobDirectory.at(folder.resolve("job"));
        directory.create();
    }

    private static JobFile job(int shards) {
        ManifestFacts facts = new ManifestFacts(Totals.NONE, 0, 0);
        JobFile.Shard shard = new JobFile.Shard(List.of(facts), 0, FileName.ROOT);
        return new JobFile(
                JobFile.SCHEMA,
                "brigade 1",
                "2020-01-01T00:00:00Z",
                List.of("sync"),
                1,
                List.of(),
                List.of(facts),
                1,
                Stream.generate(() -> shard).limit(shards).toList(),
                new JobFile.Witness("w", "c", true),
                List.of(new JobFile.Sample(0, FileName.of(new byte[] {'a', (byte) 0xff}), 1, 2, 3)),
                true);
    }

    private ShardState state() throws IOException, DamagedRunException {
        return directory.states(job(1)).get(0);
    }

    private Path running(int attempt, String host, long process) throws IOException {
        Path file = directory.path().resolve("results/0." + attempt + ".running");
        StateFile.write(file, new ShardAttempt.Facts(0, attempt, host, process, "2020-01-01T00:00:00Z"));
        return file;
    }

    private void result(int attempt, Outcome outcome) throws IOException {
        StateFile.write(
                directory.path().resolve("results/0." + attempt + ".json"),
                new ShardResult(0, attempt, "other", "2020-01-01T00:00:00Z", "2020-01-01T00:01:00Z", outcome));
    }

    @Test
    void aPlanIsReadAsItWasWritten() throws IOException, DamagedRunException {
        directory.keep(job(3));

        assertThat(directory.job()).isEqualTo(job(3));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void aResultIsReadAsItWasWritten() throws IOException, DamagedRunException {
        Outcome outcome = Outcomes.sync()
                .repaired(new Change(FileName.of("x"), ">f.st......", 5))
                .failed(new Problem(FileName.of(new byte[] {(byte) 0xfe}), "no", Problem.Cause.STORAGE))
                .tuned(true, 4, Bottleneck.CPU)
                .warned("careful")
                .stopped(StopReason.NO_SPACE, "full")
                .get();
        result(1, outcome);

        assertThat(state().result().orElseThrow().outcome()).isEqualTo(outcome);
    }

    @Test
    void anotherClientsAttemptLivesAsLongAsItShowsItself() throws IOException, DamagedRunException {
        Path file = running(1, "another", NOBODY);
        assertThat(state().kind()).isEqualTo(ShardState.Kind.RUNNING);

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
        assertThat(state().kind()).isEqualTo(ShardState.Kind.MISSING);
    }

    @Test
    void anAttemptOfThisClientIsDeadWithItsProcess() throws IOException, DamagedRunException {
        String here = Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8)
                .strip();
        running(1, here, NOBODY);

        assertThat(state().kind()).isEqualTo(ShardState.Kind.MISSING);
    }

    @Test
    void theNewestAttemptCounts() throws IOException, DamagedRunException {
        running(1, "killed", NOBODY);
        result(2, Outcomes.sync().failed(new Problem(FileName.of("y"), "no")).get());
        assertThat(state().kind()).isEqualTo(ShardState.Kind.FAILED);

        result(3, Outcomes.sync().get());
        assertThat(state().kind()).isEqualTo(ShardState.Kind.DONE);

        running(4, "another", NOBODY);
        assertThat(state().kind()).isEqualTo(ShardState.Kind.RUNNING);
    }

    @Test
    void twoAttemptsAtATimeHaveTheirOwnNumbers() throws IOException, DamagedRunException {
        try (ShardAttempt one = directory.begin(0);
                ShardAttempt two = directory.begin(0)) {
            assertThat(two).isNotSameAs(one);
            try (Stream<Path> files = Files.list(directory.path().resolve("results"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("0.1.running", "0.2.running");
            }
            assertThat(state().kind()).isEqualTo(ShardState.Kind.RUNNING);
        }
        assertThat(state().kind()).isEqualTo(ShardState.Kind.MISSING);
    }
}
