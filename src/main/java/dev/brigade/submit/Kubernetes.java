package dev.brigade.submit;

import dev.brigade.model.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kubernetes: an Indexed Job with an index for each shard, and a Job for {@code brigade finish}, see {@link JobYaml}.
 * kubectl applies them if there is one on PATH; otherwise the YAML is the result.
 *
 * @param name of the first Job, see {@link #isName}; the second one has {@code -finish} behind it
 * @param namespace of both, the usual one if empty
 * @param image that has brigade
 * @param brigade the program in the image
 * @param volumes what the clients see; one must hold the job's directory
 * @param resources what each client asks for
 * @param retries how often a shard that fails is tried again
 * @param patience how long {@code finish} waits for shards without a result
 */
public record Kubernetes(
        String name,
        Optional<String> namespace,
        String image,
        String brigade,
        List<Volume> volumes,
        Resources resources,
        int retries,
        Duration patience)
        implements Engine {
    private static final String KUBECTL = "kubectl";
    /** Kubernetes adds an index or {@code -finish}, and a suffix, and 63 characters are the limit. */
    private static final String NAME = "[a-z]([-a-z0-9]{0,38}[a-z0-9])?";

    /** Copies. */
    public Kubernetes {
        volumes = List.copyOf(volumes);
    }

    /** Returns whether a Job may have this name. */
    public static boolean isName(String name) {
        return name.matches(NAME);
    }

    @Override
    public List<String> script(SubmitJob job) throws RefusedException {
        if (volumes.stream().noneMatch(volume -> holds(volume, job.directory()))) {
            throw RefusedException.usage("no volume holds the job directory " + job.directory()
                    + ". Name one that the clients see there with --claim or --nfs");
        }
        JobYaml yaml = new JobYaml(this, job);
        List<String> lines = new ArrayList<>(Yaml.document(yaml.work()));
        lines.add("---");
        lines.addAll(Yaml.document(yaml.finish()));
        return List.copyOf(lines);
    }

    @Override
    public int submit(SubmitJob job, EngineTools tools) throws RefusedException, InterruptedException {
        List<String> yaml = script(job);
        if (!tools.has(KUBECTL)) {
            yaml.forEach(tools::report);
            return 0;
        }
        Path file = job.directory().resolve("kubernetes.yaml");
        tools.write(file, yaml);
        tools.answer(List.of(KUBECTL, "apply", "-f", file.toString())).lines().forEach(tools::report);
        tools.report("the YAML is in " + file);
        return 0;
    }

    private static boolean holds(Volume volume, Path directory) {
        return directory.startsWith(volume.path()) && !volume.readOnly();
    }
}
