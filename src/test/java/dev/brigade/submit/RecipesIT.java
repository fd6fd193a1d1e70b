package dev.brigade.submit;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.zeroturnaround.exec.ProcessExecutor;

/** The recipes of docs/scale.md run as they are written, but for the directories. */
@Tag("slurm")
final class RecipesIT {
    private final Job job = new Job();
    private final Recorder recorder = Recorder.in(job.beside("recorder"));

    @BeforeEach
    void build() throws IOException {
        TreeBuilder.build(
                job.source(), Node.root(dir("a", file("x", 10), file("y", 20)), dir("b", file("z", 30)), dir("c")));
        Files.createDirectory(job.beside("shared"));
        Recorder.executable(job.beside("recorder/programs/brigade"), "#!/bin/sh\nexec '" + Job.LAUNCHER + "' \"$@\"\n");
    }

    @AfterEach
    void clean() {
        job.close();
    }

    @Test
    void slurm() throws Exception {
        SlurmCluster.start();

        String printed = run("Slurm");

        assertThat(SlurmCluster.exitCode(Job.numbers(printed).get(1))).isZero();
        job.assertEqualTrees();
    }

    @Test
    void parallel() throws Exception {
        try (SshServer server = SshServer.start(job.beside("ssh"), job.environment())) {
            Recorder.executable(
                    job.beside("recorder/programs/ssh"),
                    "#!/bin/sh\nexec /usr/bin/ssh -F '" + server.config() + "' \"$@\"\n");

            assertThat(run("GNU parallel")).contains("all copied and verified");
        }
        job.assertEqualTrees();
    }

    @Test
    void kubernetes() throws Exception {
        recorder.program("kubectl", "echo created");

        run("Kubernetes");

        Path yaml = job.beside("shared/job/kubernetes.yaml");
        assertThat(recorder.calls()).containsExactly(List.of("kubectl", "apply", "-f", yaml.toString()));
        assertThat(yaml).content().contains("image: registry.example/brigade", "server: newfiler", "claimName: shared");
    }

    /** Runs the commands below a heading. Returns what they printed. */
    private String run(String heading) throws Exception {
        Matcher recipe = Pattern.compile("### " + heading + "\n\n```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/scale.md")));
        assertThat(recipe.find()).isTrue();
        String commands = recipe.group(1)
                .replace("/shared", job.beside("shared").toString())
                .replace("/mnt/old", job.source().toString())
                .replace("/mnt/new", job.destination().toString());
        Map<String, String> environment = recorder.environment();
        return new ProcessExecutor("sh", "-eu", "-c", commands)
                .directory(job.beside(".").toFile())
                .environment(environment)
                .environment(job.environment())
                .readOutput(true)
                .exitValues(0)
                .execute()
                .outputUTF8();
    }
}
