package dev.brigade.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.ExitCode;
import dev.brigade.model.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeroturnaround.exec.ProcessExecutor;

/** With the real GNU parallel, on this machine. */
final class ParallelTest {
    static final List<String> NAMES = JobDirectories.NAMES;

    @TempDir
    private Path temporary;

    @Test
    void hostsAreTakenFromAFileAndEachWorksOnOneShard() {
        List<String> words = new Parallel("/opt/brigade", Optional.of(Path.of("/etc/hosts of mine")), 4)
                .work(new SubmitJob(Path.of("/srv/job"), 3, 9));

        assertThat(words)
                .containsExactly(
                        "parallel",
                        "--null",
                        "--sshloginfile=/etc/hosts of mine",
                        "--jobs=1",
                        "--joblog=/srv/job/logs/parallel.joblog",
                        "--resume-failed",
                        "--retries=4",
                        "--tagstring=shard {1}",
                        "exec",
                        "{3}",
                        "work",
                        "--job",
                        "{2}",
                        "{1}",
                        ":::",
                        "0",
                        "1",
                        "2",
                        ":::",
                        "/srv/job",
                        ":::",
                        "/opt/brigade");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void eachShardIsWorkedOnAndFinishFollows(String name) throws Exception {
        Recorder recorder = Recorder.in(temporary);
        SubmitJob job = JobDirectories.job(temporary, name, 3, 2);
        Path program = brigade(recorder, job, "echo \"$1 ${4-}\"");
        Parallel parallel = new Parallel(program.toString(), Optional.empty(), 1);

        assertThat(parallel.submit(job, recorder.tools())).isZero();

        List<List<String>> calls = recorder.calls();
        assertThat(calls.subList(0, 3)).containsExactlyInAnyOrder(work(job, 0), work(job, 1), work(job, 2));
        assertThat(calls.subList(3, calls.size()))
                .containsExactly(
                        List.of("brigade", "finish", "--job", job.directory().toString()));
        assertThat(recorder.messages)
                .containsExactlyInAnyOrder("shard 0\twork 0", "shard 1\twork 1", "shard 2\twork 2");
        assertThat(recorder.results).containsExactly("finish ");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theScriptOfADryRunCallsWhatASubmissionCalls(String name) throws Exception {
        Recorder recorder = Recorder.in(temporary);
        SubmitJob job = JobDirectories.job(temporary, name, 2, 1);
        Path program = brigade(recorder, job, "");
        Parallel parallel = new Parallel(program.toString(), Optional.empty(), 1);

        new ProcessExecutor("sh", "-eu", "-c", String.join("\n", parallel.script(job)))
                .environment(recorder.environment())
                .exitValues(0)
                .execute();

        assertThat(recorder.calls())
                .containsExactly(
                        work(job, 0),
                        work(job, 1),
                        List.of("brigade", "finish", "--job", job.directory().toString()));
    }

    @Test
    void aFailedShardIsTriedAgainAndTheCodeIsThatOfFinish() throws Exception {
        Recorder recorder = Recorder.in(temporary);
        SubmitJob job = JobDirectories.job(temporary, "job", 3, 2);
        Path program = brigade(recorder, job, "case \"$1 ${4-}\" in 'work 1') exit 20 ;; finish*) exit 21 ;; esac");

        int code = new Parallel(program.toString(), Optional.empty(), 3).submit(job, recorder.tools());

        assertThat(code).isEqualTo(21);
        assertThat(recorder.calls().stream().filter(work(job, 1)::equals)).hasSize(3);
    }

    @Test
    void theSameAgainWorksOnlyOnWhatFailed() throws Exception {
        Recorder recorder = Recorder.in(temporary);
        SubmitJob job = JobDirectories.job(temporary, "job", 4, 2);
        Path program = brigade(recorder, job, "[ \"${4-}\" != 2 ]");
        Parallel parallel = new Parallel(program.toString(), Optional.empty(), 1);
        parallel.submit(job, recorder.tools());
        recorder.forget();
        brigade(recorder, job, "");

        assertThat(parallel.submit(job, recorder.tools())).isZero();

        assertThat(recorder.calls())
                .containsExactly(
                        work(job, 2),
                        List.of("brigade", "finish", "--job", job.directory().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "finish"})
    void aSignalStopsWhatRunsAndFinishDoesNotBegin(String stopped) throws Exception {
        Recorder recorder = Recorder.in(temporary);
        SubmitJob job = JobDirectories.job(temporary, "job", 2, 2);
        Path begun = temporary.resolve("begun");
        Path program =
                brigade(recorder, job, "[ \"$1\" != " + stopped + " ] || { echo >'" + begun + "'; exec sleep 600; }");
        EngineTools tools = recorder.tools();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
            try {
                return new Parallel(program.toString(), Optional.empty(), 1).submit(job, tools);
            } catch (RefusedException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!Files.exists(begun) && !code.isDone()) {
            Thread.onSpinWait();
        }

        tools.stop();

        assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(recorder.calls().stream().filter(words -> words.contains("finish")))
                .hasSize(stopped.equals("finish") ? 1 : 0);
    }

    @Test
    void aParallelThatCannotRunIsRefused() {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("parallel", "echo 'parallel: Error: no such option' >&2; exit 255");
        assertRefused(recorder, "parallel failed with status 255");
        assertThat(recorder.messages).containsExactly("parallel: Error: no such option");
        assertThat(recorder.calls()).hasSize(1);
    }

    @Test
    void aMachineWithoutParallelIsRefused() {
        assertRefused(Recorder.in(temporary).alone(), "there is no parallel on PATH");
    }

    private void assertRefused(Recorder recorder, String message) {
        assertThatThrownBy(() -> new Parallel("brigade", Optional.empty(), 1)
                        .submit(new SubmitJob(temporary, 5, 2), recorder.tools()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(ExitCode.of(refused.fault())).isEqualTo(ExitCode.NOT_READY))
                .hasMessageContaining(message);
    }

    /** A program in the job's directory, so that its path is as awkward, which calls one that records. */
    private static Path brigade(Recorder recorder, SubmitJob job, String body) {
        Path real = recorder.program("brigade", body);
        return Recorder.executable(job.directory().resolve("brigade"), "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
    }

    private static List<String> work(SubmitJob job, int shard) {
        return Stream.of("brigade", "work", "--job", job.directory().toString(), "" + shard)
                .toList();
    }
}
