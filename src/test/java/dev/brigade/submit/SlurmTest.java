package dev.brigade.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.ExitCode;
import dev.brigade.model.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.zeroturnaround.exec.ProcessExecutor;

final class SlurmTest {
    static final List<String> NAMES = JobDirectories.NAMES;
    /** Prints 71 for the array and 72 for the job behind it. */
    private static final String NUMBERS = "case \"$*\" in *afterany*) echo 72 ;; *) echo '71;other' ;; esac";

    @TempDir
    private Path temporary;

    @Test
    void anArrayHasATaskForEachShardAndFinishFollowsIt() throws Exception {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("sbatch", NUMBERS);
        SubmitJob job = new SubmitJob(temporary, 40, 3);
        Slurm slurm = new Slurm(
                "/opt/brigade",
                new Resources(8, 4096),
                Optional.of("fast"),
                Optional.of("lab"),
                Optional.of("4:00:00"),
                List.of("--exclusive", "--comment=a b"));

        assertThat(slurm.submit(job, recorder.tools())).isZero();

        assertThat(recorder.calls())
                .containsExactly(
                        List.of(
                                "sbatch",
                                "--parsable",
                                "--job-name=brigade-work",
                                "--requeue",
                                "--open-mode=append",
                                "--chdir=/",
                                "--output=" + temporary + "/logs/work-%A_%a.log",
                                "--cpus-per-task=8",
                                "--mem=4096M",
                                "--partition=fast",
                                "--account=lab",
                                "--time=4:00:00",
                                "--array=0-39%3",
                                "--exclusive",
                                "--comment=a b",
                                "--wrap=exec /opt/brigade work --job " + temporary),
                        List.of(
                                "sbatch",
                                "--parsable",
                                "--job-name=brigade-finish",
                                "--requeue",
                                "--open-mode=append",
                                "--chdir=/",
                                "--output=" + temporary + "/logs/finish-%j.log",
                                "--cpus-per-task=8",
                                "--mem=4096M",
                                "--partition=fast",
                                "--account=lab",
                                "--time=4:00:00",
                                "--dependency=afterany:71",
                                "--exclusive",
                                "--comment=a b",
                                "--wrap=exec /opt/brigade finish --job " + temporary));
        assertThat(recorder.results)
                .contains("array 71: 40 shards, 3 at a time", "job 72: brigade finish, after the array");
        assertThat(Files.getPosixFilePermissions(temporary.resolve("logs")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theScriptOfADryRunCallsWhatASubmissionCalls(String name) throws Exception {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("sbatch", NUMBERS);
        SubmitJob job = JobDirectories.job(temporary, name, 5, 2);
        Slurm slurm = slurm(job.directory().resolve("brigade").toString());
        slurm.submit(job, recorder.tools());
        List<List<String>> submitted = recorder.calls();
        Files.delete(job.logs());
        recorder.forget();

        new ProcessExecutor("sh", "-eu", "-c", String.join("\n", slurm.script(job)))
                .environment(recorder.environment())
                .exitValues(0)
                .execute();

        assertThat(submitted).hasSize(2);
        assertThat(recorder.calls()).isEqualTo(submitted);
        assertThat(job.logs()).isDirectory();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theWrappedShellRunsTheProgramWithTheRightWords(String name) throws Exception {
        SubmitJob job = JobDirectories.job(temporary, name, 5, 2);
        Path brigade = Recorder.executable(job.directory().resolve("brigade"), "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
        for (List<String> command : List.of(
                slurm(brigade.toString()).array(job), slurm(brigade.toString()).finish(job, "7"))) {
            String wrapped = command.get(command.size() - 1).substring("--wrap=".length());
            String word = command.contains("--dependency=afterany:7") ? "finish" : "work";

            assertThat(new ProcessExecutor("sh", "-c", wrapped)
                            .readOutput(true)
                            .exitValues(0)
                            .execute()
                            .outputUTF8())
                    .isEqualTo(word + "\0--job\0" + job.directory() + "\0");
        }
    }

    @Test
    void aMachineWithoutSlurmIsRefused() {
        assertRefused(Recorder.in(temporary).alone(), "there is no sbatch on PATH");
        assertThat(temporary.resolve("logs")).doesNotExist();
    }

    @Test
    void slurmsOwnRefusalIsReported() {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("sbatch", "echo 'sbatch: error: Invalid account' >&2; exit 1");
        assertRefused(recorder, "sbatch failed: sbatch: error: Invalid account");
    }

    @Test
    void anArrayWithoutItsFinishIsReportedWithTheCommandThatAddsIt() {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("sbatch", "case \"$*\" in *afterany*) exit 1 ;; *) echo 71 ;; esac");
        assertRefused(
                recorder,
                "array 71 is submitted, but brigade finish is not",
                "Submit it with: sbatch --parsable --job-name=brigade-finish",
                "--dependency=afterany:71");
    }

    @Test
    void anAnswerWithoutANumberIsRefused() {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("sbatch", "echo thanks");
        assertRefused(recorder, "sbatch printed no job number: thanks");
    }

    @Test
    void aBackslashWouldSwitchOffTheNumbersOfLogFiles() {
        SubmitJob job = JobDirectories.job(temporary, "back\\slash", 1, 1);
        assertThatThrownBy(() -> slurm("brigade").script(job)).hasMessageContaining("has a backslash");
    }

    private void assertRefused(Recorder recorder, String... message) {
        assertThatThrownBy(() -> slurm("brigade").submit(new SubmitJob(temporary, 5, 2), recorder.tools()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(ExitCode.of(refused.fault())).isEqualTo(ExitCode.NOT_READY))
                .hasMessageContainingAll(message);
    }

    private static Slurm slurm(String brigade) {
        return new Slurm(
                brigade, new Resources(4, 2048), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
