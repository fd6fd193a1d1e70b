package dev.brigade.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.Ending;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcomes;
import dev.brigade.model.StopReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a run, and what stays of the run before. */
final class MetricsTest {
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-11-28T21:00:00Z"), ZoneOffset.UTC);
    private static final Ending SUCCESS = Ending.of(Outcomes.sync().get());
    private static final Ending FAILURE = Ending.of(
            Outcomes.sync().notVerified().stopped(StopReason.NO_SPACE, "full").get());
    private static final Ending REFUSAL = Ending.without(ExitCode.NOT_READY, "no rsync");

    /** The end of the runs of {@link Outcomes}. */
    private static final String SUCCEEDED = "brigade_last_success_timestamp_seconds{job=\"default\"} 1.7958132065E9";

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("brigade.prom");
    }

    private String after(Ending... endings) throws Exception {
        for (Ending ending : endings) {
            MetricsFile.at(file, LATER).write(ending, warnings::add);
        }
        return Files.readString(file);
    }

    @Test
    void aRunHasItsFigures() throws Exception {
        assertThat(after(SUCCESS).lines())
                .contains(
                        SUCCEEDED,
                        "brigade_last_run_timestamp_seconds{job=\"default\"} 1.7958132065E9",
                        "brigade_last_exit_code{job=\"default\"} 0.0",
                        "brigade_files{job=\"default\",kind=\"new\"} 300.0",
                        "brigade_bytes{job=\"default\",kind=\"new\"} 1048576.0",
                        "brigade_files{job=\"default\",kind=\"failed\"} 0.0",
                        "brigade_run_duration_seconds{job=\"default\"} 2.5",
                        "brigade_phase_duration_seconds{job=\"default\",phase=\"copy\"} 2.0",
                        "# TYPE brigade_files gauge");
        assertThat(warnings).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aFailureKeepsTheTimeOfTheLastSuccess() throws Exception {
        assertThat(after(
                                SUCCESS,
                                FAILURE,
                                REFUSAL,
                                Ending.of(Outcomes.sync().dryRun().get()))
                        .lines())
                .contains(SUCCEEDED);
        assertThat(after(REFUSAL).lines())
                .contains(
                        SUCCEEDED,
                        "brigade_last_exit_code{job=\"default\"} 40.0",
                        "brigade_last_run_timestamp_seconds{job=\"default\"} 1.7958996E9")
                .noneMatch(line -> line.startsWith("brigade_files"));
    }

    @Test
    void aFailureIsNeverASuccess() throws Exception {
        assertThat(after(FAILURE, REFUSAL)).doesNotContain("last_success");
        Files.writeString(file, "brigade_last_success_timestamp_seconds{job=\"other\"} 5\n");
        assertThat(after(FAILURE)).doesNotContain("last_success");
    }

    /** A refusal may come before anybody knows the job. */
    @Test
    void aRefusalIsOneOfTheSameJob() throws Exception {
        Files.writeString(
                file,
                "brigade_last_success_timestamp_seconds{job=\"a \\\"b\\\"\"} 5\n"
                        + "brigade_last_exit_code{job=\"a \\\"b\\\"\"} 0\n");
        assertThat(after(REFUSAL).lines())
                .contains(
                        "brigade_last_success_timestamp_seconds{job=\"a \\\"b\\\"\"} 5.0",
                        "brigade_last_exit_code{job=\"a \\\"b\\\"\"} 40.0");
    }

    @Test
    void aFileThatNobodyWouldReadIsRefused() {
        assertThatThrownBy(() -> MetricsFile.at(directory.resolve("x.txt"), LATER))
                .hasMessageContaining("ends in .prom");
        assertThatThrownBy(() -> MetricsFile.at(directory.resolve("none/x.prom"), LATER))
                .hasMessageContaining("there is no such directory");
    }

    @Test
    void aFailureToWriteIsAWarning() throws Exception {
        Files.createDirectory(file);
        Files.createFile(file.resolve("in the way"));
        MetricsFile.at(file, LATER).write(SUCCESS, warnings::add);

        assertThat(warnings).singleElement().asString().contains("brigade.prom cannot be written: ");
    }

    @Test
    void prometheusFindsNothingToCriticise() throws Exception {
        for (Ending ending : List.of(SUCCESS, FAILURE, REFUSAL)) {
            after(ending);
            assertThat(Promtool.check(directory, "metrics <brigade.prom")).isEmpty();
        }
    }
}
