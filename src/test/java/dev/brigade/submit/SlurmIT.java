package dev.brigade.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.exec.Children;
import dev.brigade.model.RefusedException;
import dev.brigade.testing.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A real Slurm starts, logs and requeues programs that stand in for brigade. */
@Tag("slurm")
final class SlurmIT {
    static final List<String> NAMES = JobDirectories.NAMES;
    private static final Pattern SUBMITTED = Pattern.compile("array (\\d+):.*\njob (\\d+):");

    private final Scratch scratch = Scratch.create();

    @BeforeEach
    void allNodesAreUp() {
        SlurmCluster.start();
    }

    @AfterEach
    void clean() {
        scratch.close();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void eachTaskGetsItsShardAndLogsIntoTheJob(String name) {
        SubmitJob job = JobDirectories.job(scratch.path(), name, 3, 3);
        List<String> numbers = submit(job, "echo \"$1 ${SLURM_ARRAY_TASK_ID-}\"; printf '%s' \"$3\"");

        assertThat(SlurmCluster.exitCode(numbers.get(1))).isZero();

        for (int shard = 0; shard < 3; shard++) {
            assertThat(log(job, "work-" + numbers.get(0) + "_" + shard))
                    .isEqualTo("work " + shard + "\n" + job.directory());
        }
        assertThat(log(job, "finish-" + numbers.get(1))).isEqualTo("finish \n" + job.directory());
    }

    @Test
    void finishFollowsTheLastTaskThoughOneFailed() {
        SubmitJob job = JobDirectories.job(scratch.path(), "job", 7, 2);
        List<String> numbers = submit(
                job,
                "case \"$1 ${SLURM_ARRAY_TASK_ID-}\" in 'work 1') exit 20 ;; work*) sleep 1; echo >\"$3/done $SLURM_ARRAY_TASK_ID\" ;;"
                        + " finish*) ls \"$3\" | grep -c done; exit 21 ;; esac");
        assertThat(SlurmCluster.show(numbers.get(0))).contains("ArrayTaskThrottle=2", "Requeue=1", "CPUs/Task=2");

        assertThat(SlurmCluster.exitCode(numbers.get(1))).isEqualTo(21);

        assertThat(log(job, "finish-" + numbers.get(1))).isEqualTo("6\n");
    }

    @Test
    void aTaskOfANodeThatDiesIsRequeuedAndContinuesItsLog() throws IOException {
        SubmitJob job = JobDirectories.job(scratch.path(), "job", 3, 3);
        List<String> numbers = submit(
                job,
                "[ $1 = work ] || exit 0; echo \"$SLURM_ARRAY_TASK_ID on $SLURMD_NODENAME\";"
                        + " until [ -e \"$3/gate\" ]; do sleep 0.1; done; echo end");
        SlurmCluster.await(
                "all run",
                () -> SlurmCluster.running(numbers.get(0)).size() == 3
                        && IntStream.range(0, 3)
                                .allMatch(shard -> log(job, "work-" + numbers.get(0) + "_" + shard)
                                        .endsWith("\n")));
        String shard = SlurmCluster.running(numbers.get(0)).stream()
                .filter(task -> task.endsWith(" n2"))
                .findFirst()
                .orElseThrow()
                .split(" ")[0];

        SlurmCluster.kill("n2");
        Files.createFile(job.directory().resolve("gate"));

        assertThat(SlurmCluster.exitCode(numbers.get(1))).isZero();
        assertThat(log(job, "work-" + numbers.get(0) + "_" + shard))
                .matches(shard + " on n2\n" + shard + " on n[13]\nend\n");
    }

    @Test
    void moreShardsThanTheClusterTakesAreRefusedInItsWords() {
        SubmitJob job = JobDirectories.job(scratch.path(), "job", 1002, 3);
        assertThatThrownBy(() -> submit(job, "")).hasMessageContaining("Invalid job array specification");
    }

    /** Submits a job whose program is a script. Returns the numbers of the array and of the job behind it. */
    private static List<String> submit(SubmitJob job, String body) {
        Path brigade = Recorder.executable(job.directory().resolve("brigade"), "#!/bin/sh\n" + body + "\n");
        Slurm slurm = new Slurm(
                brigade.toString(),
                new Resources(2, 100),
                Optional.of("copies"),
                Optional.empty(),
                Optional.of("10"),
                List.of("--comment=two words"));
        List<String> results = new ArrayList<>();
        try (Children children = new Children(Map.copyOf(System.getenv()))) {
            assertThat(slurm.submit(job, new EngineTools(children, results::add, results::add)))
                    .isZero();
        } catch (RefusedException | InterruptedException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        Matcher numbers = SUBMITTED.matcher(String.join("\n", results));
        assertThat(numbers.find()).isTrue();
        return List.of(numbers.group(1), numbers.group(2));
    }

    private static String log(SubmitJob job, String name) {
        try (Stream<Path> files = Files.list(job.logs())) {
            Path file = files.filter(log -> log.getFileName().toString().equals(name + ".log"))
                    .findFirst()
                    .orElse(null);
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
