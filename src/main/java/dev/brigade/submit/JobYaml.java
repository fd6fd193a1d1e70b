package dev.brigade.submit;

import dev.brigade.model.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The two Jobs for Kubernetes, as maps. Pure.
 *
 * <p>A Job cannot wait for another one without rights in the cluster. So the second one waits in an init container for
 * the files of results. A shard that failed may be tried again at that moment; so Kubernetes tries {@code finish} again
 * if it ends with 11 (a shard runs) or 20 (one failed), as it changed nothing.
 */
final class JobYaml {
    private static final String CONTAINER = "brigade";
    /** About 22 minutes: Kubernetes waits 10, 20, 40 … at most 360 s. */
    private static final int FINISH_RETRIES = 8;
    /** brigade needs up to 40 s to end after a signal. */
    private static final int GRACE_SECONDS = 60;

    private static final int PAUSE_SECONDS = 10;

    /** Its arguments are the directory of results, the number of shards, and how often it may pause. */
    private static final String WAIT = """
            shard=0 pauses=0; while [ "$shard" -lt "$2" ] && [ "$pauses" -lt "$3" ]; do \
            if ls "$1/$shard".*.json >/dev/null 2>&1; then shard=$((shard + 1)); \
            else pauses=$((pauses + 1)); sleep %d; fi; done""".formatted(PAUSE_SECONDS);

    private final Kubernetes options;
    private final SubmitJob job;

    JobYaml(Kubernetes options, SubmitJob job) {
        this.options = options;
        this.job = job;
    }

    /** Returns the Job that has an index for each shard. */
    Map<String, Object> work() {
        Map<String, Object> spec = map("completionMode", "Indexed");
        spec.put("completions", job.shards());
        spec.put("parallelism", Math.min(job.clients(), job.shards()));
        spec.put("backoffLimitPerIndex", options.retries());
        spec.put(
                "podFailurePolicy",
                policy("FailIndex", ExitCode.USAGE, ExitCode.DIFFERS, ExitCode.NO_SPACE, ExitCode.NOT_READY));
        Map<String, Object> pod = pod(job.work(options.brigade()));
        Map<String, Object> spread = map("maxSkew", 1);
        spread.put("topologyKey", "kubernetes.io/hostname");
        spread.put("whenUnsatisfiable", "ScheduleAnyway");
        spread.put("labelSelector", map("matchLabels", labels(options.name())));
        pod.put("topologySpreadConstraints", List.of(spread));
        return job(options.name(), spec, pod);
    }

    /** Returns the Job that waits for a result of each shard, and then judges. */
    Map<String, Object> finish() {
        Map<String, Object> spec = map("backoffLimit", FINISH_RETRIES);
        spec.put(
                "podFailurePolicy",
                policy(
                        "FailJob",
                        ExitCode.USAGE,
                        ExitCode.SOURCE_CHANGED,
                        ExitCode.DIFFERS,
                        ExitCode.NO_SPACE,
                        ExitCode.NOT_READY));
        Map<String, Object> pod = pod(job.finish(options.brigade()));
        List<String> wait = Stream.of(
                        "sh",
                        "-c",
                        WAIT,
                        "sh",
                        job.directory().resolve("results").toString(),
                        "" + job.shards(),
                        "" + options.patience().toSeconds() / PAUSE_SECONDS)
                .toList();
        pod.put("initContainers", List.of(container("wait", wait)));
        return job(options.name() + "-finish", spec, pod);
    }

    private Map<String, Object> job(String name, Map<String, Object> spec, Map<String, Object> pod) {
        Map<String, Object> metadata = map("name", name);
        options.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        metadata.put("labels", labels(name));
        Map<String, Object> template = map("metadata", map("labels", labels(name)));
        template.put("spec", pod);
        spec.put("template", template);
        Map<String, Object> job = map("apiVersion", "batch/v1");
        job.put("kind", "Job");
        job.put("metadata", metadata);
        job.put("spec", spec);
        return job;
    }

    private static Map<String, Object> labels(String name) {
        Map<String, Object> labels = map("app.kubernetes.io/name", "brigade");
        labels.put("app.kubernetes.io/instance", name);
        return labels;
    }

    /** An eviction is nobody's failure; these exit codes come again, so another attempt is no use. */
    private static Map<String, Object> policy(String action, ExitCode... codes) {
        Map<String, Object> disruption = map("type", "DisruptionTarget");
        disruption.put("status", "True");
        Map<String, Object> ignored = map("action", "Ignore");
        ignored.put("onPodConditions", List.of(disruption));
        Map<String, Object> exit = map("containerName", CONTAINER);
        exit.put("operator", "In");
        exit.put("values", Stream.of(codes).map(ExitCode::number).toList());
        Map<String, Object> failed = map("action", action);
        failed.put("onExitCodes", exit);
        return map("rules", List.of(ignored, failed));
    }

    private Map<String, Object> pod(List<String> command) {
        Map<String, Object> container = container(CONTAINER, command);
        Map<String, Object> requests = map("cpu", "" + options.resources().processors());
        requests.put("memory", options.resources().mebibytes() + "Mi");
        Map<String, Object> resources = map("requests", requests);
        resources.put("limits", map("memory", options.resources().mebibytes() + "Mi"));
        container.put("resources", resources);
        Map<String, Object> pod = map("restartPolicy", "Never");
        pod.put("terminationGracePeriodSeconds", GRACE_SECONDS);
        pod.put("containers", List.of(container));
        List<Object> volumes = new ArrayList<>();
        options.volumes().forEach(volume -> volumes.add(volume(volume, nameOf(volume))));
        pod.put("volumes", volumes);
        return pod;
    }

    private Map<String, Object> container(String name, List<String> command) {
        Map<String, Object> container = map("name", name);
        container.put("image", options.image());
        container.put("command", command.stream().map(JobYaml::escaped).toList());
        List<Object> mounts = new ArrayList<>();
        for (Volume volume : options.volumes()) {
            Map<String, Object> mount = map("name", nameOf(volume));
            mount.put("mountPath", volume.path().toString());
            if (volume.readOnly()) {
                mount.put("readOnly", true);
            }
            mounts.add(mount);
        }
        container.put("volumeMounts", mounts);
        return container;
    }

    /** Kubernetes expands {@code $(NAME)}, and makes one dollar sign of two. */
    private static String escaped(String word) {
        return word.replace("$", "$$");
    }

    private String nameOf(Volume volume) {
        return "volume-" + options.volumes().indexOf(volume);
    }

    private static Map<String, Object> volume(Volume volume, String name) {
        Map<String, Object> named = map("name", name);
        if (volume.source() instanceof Volume.Claim claim) {
            named.put("persistentVolumeClaim", map("claimName", claim.name()));
        } else if (volume.source() instanceof Volume.Nfs nfs) {
            Map<String, Object> source = map("server", nfs.server());
            source.put("path", nfs.path());
            named.put("nfs", source);
        }
        return named;
    }

    private static Map<String, Object> map(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }
}
