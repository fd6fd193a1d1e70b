package dev.brigade.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.brigade.model.ExitCode;
import dev.brigade.model.RefusedException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.zeroturnaround.exec.ProcessExecutor;

/** The YAML is read back by another library, into classes that know every field of Kubernetes. */
final class KubernetesTest {
    static final List<String> NAMES = JobDirectories.NAMES;

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NoOtherFields());

    @TempDir
    private Path temporary;

    @Test
    void theFirstJobHasAnIndexForEachShard() throws Exception {
        Job work = jobs(new SubmitJob(temporary, 12, 3)).get(0);

        assertThat(work.getMetadata().getName()).isEqualTo("brigade-x");
        assertThat(work.getMetadata().getNamespace()).isEqualTo("copies");
        assertThat(work.getSpec().getCompletionMode()).isEqualTo("Indexed");
        assertThat(work.getSpec().getCompletions()).isEqualTo(12);
        assertThat(work.getSpec().getParallelism()).isEqualTo(3);
        assertThat(work.getSpec().getBackoffLimitPerIndex()).isEqualTo(5);
        PodSpec pod = work.getSpec().getTemplate().getSpec();
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getTopologySpreadConstraints().get(0).getLabelSelector().getMatchLabels())
                .isEqualTo(work.getSpec().getTemplate().getMetadata().getLabels());
        Container container = pod.getContainers().get(0);
        assertThat(container.getImage()).isEqualTo("registry.example:5000/brigade:1");
        assertThat(container.getCommand()).containsExactly("brigade", "work", "--job", temporary.toString());
        assertThat(container.getResources().getRequests().get("cpu").getNumericalAmount())
                .isEqualByComparingTo("4");
        assertThat(container.getResources().getLimits().get("memory").getNumericalAmount())
                .isEqualByComparingTo("2147483648");
    }

    @Test
    void exitCodesThatComeAgainFailAnIndexAndAnEvictionDoesNotCount() throws Exception {
        List<Job> jobs = jobs(new SubmitJob(temporary, 12, 3));

        assertPolicy(jobs.get(0), "FailIndex", 2, 21, 30, 40);
        // 10 was interrupted, 11 is too early, 20 may be an attempt that is made again, 31 may come back.
        assertPolicy(jobs.get(1), "FailJob", 2, 3, 21, 30, 40);
        assertThat(jobs.get(1).getSpec().getBackoffLimit()).isPositive();
    }

    private static void assertPolicy(Job job, String action, Integer... codes) {
        List<PodFailurePolicyRule> rules = job.getSpec().getPodFailurePolicy().getRules();
        assertThat(rules).extracting(PodFailurePolicyRule::getAction).containsExactly("Ignore", action);
        assertThat(rules.get(0).getOnPodConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("DisruptionTarget");
            assertThat(condition.getStatus()).isEqualTo("True");
        });
        assertThat(rules.get(1).getOnExitCodes().getOperator()).isEqualTo("In");
        assertThat(rules.get(1).getOnExitCodes().getValues()).containsExactly(codes);
        assertThat(rules.get(1).getOnExitCodes().getContainerName())
                .isEqualTo(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getName());
        assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void volumesAreClaimsOrDirectoriesOfServers() throws Exception {
        for (Job job : jobs(new SubmitJob(temporary, 12, 3))) {
            PodSpec pod = job.getSpec().getTemplate().getSpec();
            assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName())
                    .isEqualTo("shared");
            assertThat(pod.getVolumes().get(1).getNfs().getServer()).isEqualTo("filer");
            assertThat(pod.getVolumes().get(1).getNfs().getPath()).isEqualTo("/export/a b");
            List<Container> containers = new ArrayList<>(pod.getContainers());
            containers.addAll(pod.getInitContainers());
            assertThat(containers).allSatisfy(container -> {
                assertThat(container.getVolumeMounts().get(0).getMountPath()).isEqualTo(temporary.toString());
                assertThat(container.getVolumeMounts().get(0).getReadOnly()).isNull();
                assertThat(container.getVolumeMounts().get(1).getMountPath()).isEqualTo("/mnt/source");
                assertThat(container.getVolumeMounts().get(1).getReadOnly()).isTrue();
                assertThat(container.getVolumeMounts().get(1).getName())
                        .isEqualTo(pod.getVolumes().get(1).getName());
            });
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theSecondJobWaitsUntilEachShardHasAResult(String name) throws Exception {
        SubmitJob job = JobDirectories.job(temporary, name, 3, 2);
        Job finish = jobs(job).get(1);
        assertThat(finish.getMetadata().getName()).isEqualTo("brigade-x-finish");
        PodSpec pod = finish.getSpec().getTemplate().getSpec();
        assertThat(expanded(pod.getContainers().get(0).getCommand()))
                .containsExactly("brigade", "finish", "--job", job.directory().toString());

        List<String> wait = expanded(pod.getInitContainers().get(0).getCommand());
        Path results = Files.createDirectory(job.directory().resolve("results"));
        Files.createFile(results.resolve("0.1.json"));
        Files.createFile(results.resolve("0.2.json"));
        Files.createFile(results.resolve("1.1.running"));
        Files.createFile(results.resolve("12.1.json"));
        Files.createFile(results.resolve("2.1.json"));
        assertThat(pauses(wait)).as("without a result of shard 1").isEqualTo(8640);
        Files.createFile(results.resolve("1.2.json"));
        assertThat(pauses(wait)).isZero();
    }

    /** Runs the loop with a sleep that only counts. */
    private int pauses(List<String> command) throws Exception {
        List<String> traced = new ArrayList<>(command);
        traced.set(
                2,
                "n=0; sleep() { n=$((n + 1)); }; ls() { for f; do [ -e \"$f\" ] || return 1; done; }\n" + command.get(2)
                        + "\necho $n");
        return Integer.parseInt(new ProcessExecutor(traced)
                .readOutput(true)
                .exitValues(0)
                .execute()
                .outputUTF8()
                .strip());
    }

    /** As Kubernetes reads words, if no such variable is defined. */
    private static List<String> expanded(List<String> words) {
        return words.stream().map(word -> word.replace("$$", "$")).toList();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void kubectlAppliesTheYamlOfADryRun(String name) throws Exception {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("kubectl", "echo job.batch/brigade-x created");
        SubmitJob job = JobDirectories.job(temporary, name, 3, 2);

        assertThat(kubernetes().submit(job, recorder.tools())).isZero();

        Path file = job.directory().resolve("kubernetes.yaml");
        assertThat(recorder.calls()).containsExactly(List.of("kubectl", "apply", "-f", file.toString()));
        assertThat(Files.readAllLines(file)).isEqualTo(kubernetes().script(job));
        assertThat(recorder.results).contains("job.batch/brigade-x created");
        try (var files = Files.list(job.directory())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void withoutKubectlTheYamlIsTheResult() throws Exception {
        Recorder recorder = Recorder.in(temporary).alone();
        SubmitJob job = JobDirectories.job(temporary, "job", 3, 2);

        assertThat(kubernetes().submit(job, recorder.tools())).isZero();

        assertThat(recorder.results).isEqualTo(kubernetes().script(job));
        assertThat(job.directory()).isEmptyDirectory();
    }

    @Test
    void kubectlsOwnErrorIsReported() {
        Recorder recorder = Recorder.in(temporary);
        recorder.program("kubectl", "echo 'error: no server' >&2; exit 1");
        assertThatThrownBy(() -> kubernetes().submit(new SubmitJob(temporary, 3, 2), recorder.tools()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(ExitCode.of(refused.fault())).isEqualTo(ExitCode.NOT_READY))
                .hasMessage("kubectl failed: error: no server");
    }

    @Test
    void aJobDirectoryInNoVolumeIsRefused() {
        assertThatThrownBy(() -> kubernetes().script(new SubmitJob(Path.of("/elsewhere"), 3, 2)))
                .hasMessageContaining("no volume holds the job directory /elsewhere");
        assertThatThrownBy(() -> kubernetes().script(new SubmitJob(Path.of("/mnt/source/job"), 3, 2)))
                .as("read only")
                .hasMessageContaining("no volume holds the job directory");
    }

    private Kubernetes kubernetes() {
        return new Kubernetes(
                "brigade-x",
                Optional.of("copies"),
                "registry.example:5000/brigade:1",
                "brigade",
                List.of(
                        new Volume(new Volume.Claim("shared"), temporary, false),
                        new Volume(new Volume.Nfs("filer", "/export/a b"), Path.of("/mnt/source"), true)),
                new Resources(4, 2048),
                5,
                Duration.ofDays(1));
    }

    /** Reads the YAML. A key twice, and a field that Kubernetes does not know, are errors. */
    private List<Job> jobs(SubmitJob job) throws RefusedException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Job> jobs = new ArrayList<>();
        for (Object document : new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
                .loadAll(String.join("\n", kubernetes().script(job)))) {
            jobs.add(STRICT.convertValue(document, Job.class));
        }
        assertThat(jobs).hasSize(2).allSatisfy(read -> {
            assertThat(read.getApiVersion()).isEqualTo("batch/v1");
            assertThat(read.getKind()).isEqualTo("Job");
        });
        return jobs;
    }

    /** The classes keep fields that they do not know; here these are errors. */
    private static final class NoOtherFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsAnError() {
        assertThatThrownBy(() -> STRICT.convertValue(Map.of("spec", Map.of("completion", 3)), Job.class))
                .hasMessageContaining("completion");
    }
}
