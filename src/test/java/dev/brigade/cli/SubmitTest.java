package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of {@code brigade submit}; what engines get is tested in the room {@code submit}. */
final class SubmitTest {
    private final Sandbox sandbox =
            new Sandbox(Node.root(dir("a", file("x", 10), file("y", 10)), dir("b", file("z", 10))));

    @AfterEach
    void clean() {
        sandbox.close();
    }

    @Test
    void theNumbersAreThoseOfThePlan() {
        plan();
        assertThat(lines(submit("slurm", "-n"))).anyMatch(line -> line.contains("--array=0-1%2"));
        assertThat(lines(submit("slurm", "--clients", "7", "-n"))).anyMatch(line -> line.contains("--array=0-1%7"));
        assertThat(lines(submit("parallel", "-n"))).anyMatch(line -> line.contains("--jobs=2 "));
    }

    @Test
    void optionsMayStandBeforeOrBehindTheEngine() {
        plan();
        String directory = job().toString();
        Ended before = sandbox.program().run("submit", "--job", directory, "--clients", "3", "-n", "slurm");
        Ended behind = sandbox.program().run("submit", "slurm", "-n", "--clients", "3", "--job", directory);
        assertThat(before.exit()).isZero();
        assertThat(before.out()).isNotEmpty().isEqualTo(behind.out());
    }

    @Test
    void aDryRunWritesNothing() {
        plan();
        var before = sandbox.inventory();
        for (String engine : List.of("slurm", "parallel")) {
            assertThat(submit(engine, "-n").exit()).isZero();
        }
        assertThat(submit("kubernetes", "-n", "--claim", "work:" + sandbox.world())
                        .exit())
                .isZero();
        assertThat(sandbox.inventory()).isEqualTo(before);
    }

    @Test
    void everyOptionOfSlurmArrives() {
        plan();
        Ended ended = submit(
                "slurm",
                "-n",
                "--brigade",
                "/opt/brigade",
                "--cpus=8",
                "--memory=3G",
                "--partition=fast",
                "--account=lab",
                "--time=2-12",
                "--sbatch=--exclusive --comment='two words'");
        assertThat(ended.out())
                .contains(
                        " --cpus-per-task=8 --mem=3072M --partition=fast --account=lab --time=2-12 ",
                        " --exclusive '--comment=two words' '--wrap=exec /opt/brigade work --job ");
    }

    @Test
    void everyOptionOfKubernetesArrives() {
        plan();
        Ended ended = submit(
                "kubernetes",
                "-n",
                "--claim=work:" + sandbox.world(),
                "--nfs=[fe80::1]:/export:/mnt/data:ro",
                "--image=registry:5000/brigade:2",
                "--cpus=8",
                "--memory=3G",
                "--name=copy",
                "--namespace=lab",
                "--retries=7",
                "--wait=1h");
        assertThat(ended.out())
                .contains(
                        "claimName: work",
                        "server: \"[fe80::1]\"",
                        "path: /export",
                        "readOnly: true",
                        "image: \"registry:5000/brigade:2\"",
                        "cpu: \"8\"",
                        "memory: \"3072Mi\"",
                        "name: copy-finish",
                        "namespace: lab",
                        "backoffLimitPerIndex: 7",
                        "\"2\", \"360\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slurm --clients 0 | --clients 0 is not a whole number",
                "slurm --clients x | --clients x is not a whole number",
                "slurm --cpus 0 | --cpus 0 is not a whole number",
                "slurm --memory 1000 | --memory 1000 is less than 1M",
                "slurm --memory x | --memory x is not a number of bytes",
                "slurm --sbatch 'a | a single quote (') is not closed in the --sbatch options",
                "slurm --sshloginfile f | Unknown option",
                "parallel --retries 0 | --retries 0 is not a whole number",
                "parallel --clients 2 --sshloginfile f | --clients cannot be used with --sshloginfile",
                "kubernetes --claim x | --claim x is not NAME:PATH",
                "kubernetes --claim x:y | --claim x:y is not NAME:PATH",
                "kubernetes --nfs s:/e | --nfs s:/e is not SERVER:EXPORT:PATH",
                "kubernetes --name X_y | --name X_y is not a name of a Job",
                "kubernetes --wait 5 | --wait 5 is not a time",
                "kubernetes --claim x:/elsewhere | no volume holds the job directory",
                "teleport | there is no such command",
                "slurm more | Unmatched argument"
            })
    void whatMakesNoSenseIsRefused(String words, String message) {
        plan();
        var before = sandbox.inventory();
        Ended ended = submit(words.split(" "));
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().contains(message);
        assertThat(sandbox.inventory()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slurm", "parallel", "kubernetes"})
    void aDirectoryWithoutAJobIsRefused(String engine) {
        Ended ended = submit(engine);
        assertThat(ended.exit()).isEqualTo(40);
        assertThat(ended.err().lines()).singleElement().asString().contains("is not the directory of a job");
        Sandbox.assertNoStackTrace(ended);
    }

    @Test
    void noEngineOrNoJobIsAskedFor() {
        Ended noEngine = sandbox.program().run("submit");
        assertThat(noEngine.exit()).isEqualTo(2);
        assertThat(noEngine.err()).contains("which engine? slurm, kubernetes, parallel");
        Ended noJob = sandbox.program().run("submit", "slurm");
        assertThat(noJob.exit()).isEqualTo(2);
        assertThat(noJob.err()).contains("name the directory of the job with --job DIR");
    }

    @Test
    void missingProgramsAndFilesAreRefused() throws Exception {
        plan();
        Path empty = Files.createDirectory(sandbox.beside("empty"));
        for (String engine : List.of("slurm", "parallel")) {
            Ended ended = sandbox.program().env("PATH", empty.toString()).run(words(engine));
            assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
            assertThat(ended.err()).contains("on PATH");
        }
        Ended ended =
                submit("parallel", "--sshloginfile", empty.resolve("hosts").toString());
        assertThat(ended.exit()).isEqualTo(40);
        assertThat(ended.err()).contains("cannot read " + empty.resolve("hosts"));
    }

    private Path job() {
        return sandbox.world().resolve("job");
    }

    private void plan() {
        Ended ended = sandbox.program()
                .run(
                        "plan",
                        "--job",
                        job().toString(),
                        "--shards",
                        "2",
                        "--clients",
                        "2",
                        sandbox.source() + "/",
                        sandbox.destination().toString());
        assertThat(ended.exit()).as(ended.toString()).isZero();
    }

    private Ended submit(String... words) {
        return sandbox.program().run(words(words));
    }

    private String[] words(String... words) {
        List<String> all = new ArrayList<>(List.of("submit", "--job", job().toString()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private static Stream<String> lines(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended.out().lines();
    }
}
