package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.submit.Kubernetes;
import dev.brigade.submit.SubmitJob;
import dev.brigade.submit.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade submit kubernetes}. */
@Command(
        name = "kubernetes",
        description = "Apply an Indexed Job to Kubernetes, with an index for each shard, and a Job that finishes."
                + " If there is no kubectl on PATH, print their YAML.",
        sortOptions = false,
        exitCodeList = {
            "0:applied or printed",
            "2:the command line is wrong",
            "40:there is no job in DIR, or kubectl failed"
        })
final class SubmitKubernetes implements Callable<Integer> {
    private static final int MOST_RETRIES = 1000;
    private static final Pattern CLAIM = Pattern.compile("(?<name>[a-z0-9.-]+):(?<path>/[^:]*)(?<ro>:ro)?");
    private static final Pattern NFS =
            Pattern.compile("(?<name>\\[[^]]+]|[^:]+):(?<export>/[^:]*):(?<path>/[^:]*)(?<ro>:ro)?");

    private final SubmitCommand submit;

    @Option(
            names = "--claim",
            paramLabel = "NAME:PATH[:ro]",
            description = "Mount the volume of this PersistentVolumeClaim at PATH. May be repeated.")
    private List<String> claims = new ArrayList<>();

    @Option(
            names = "--nfs",
            paramLabel = "SERVER:EXPORT:PATH[:ro]",
            description = "Mount this directory of an NFS server at PATH. May be repeated.")
    private List<String> exports = new ArrayList<>();

    @Option(names = "--image", paramLabel = "IMAGE", description = "Use this image (default: brigade).")
    private String image = "brigade";

    @Mixin
    private final ResourceOptions resources = new ResourceOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the Job (default: brigade- and 8 characters for DIR).")
    private @Nullable String name;

    @Option(names = "--namespace", paramLabel = "NAME", description = "Use this namespace.")
    private @Nullable String namespace;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Try each shard again up to N times (default: 3). Never after exit codes 2, 21, 30 and 40.")
    private String retries = "3";

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "Let finish wait for TIME for shards without a result (default: 7d).")
    private String wait = "7d";

    SubmitKubernetes(SubmitCommand submit) {
        this.submit = submit;
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        SubmitJob job = submit.job();
        Kubernetes engine = new Kubernetes(
                name == null ? nameOf(job.directory()) : checked(name),
                Optional.ofNullable(namespace),
                image,
                submit.brigadeInImage(),
                volumes(),
                resources.toResources(),
                Numbers.between("--retries", retries, 0, MOST_RETRIES),
                Numbers.duration("--wait", wait));
        return submit.submit(job, engine);
    }

    /** Returns the same name for the same job, so that Kubernetes knows it if it is applied again. */
    private static String nameOf(Path directory) {
        byte[] path = directory.toString().getBytes(StandardCharsets.UTF_8);
        return "brigade-" + UUID.nameUUIDFromBytes(path).toString().substring(0, 8);
    }

    private static String checked(String name) throws RefusedException {
        if (!Kubernetes.isName(name)) {
            throw RefusedException.usage(
                    "--name " + name + " is not a name of a Job: a-z, 0-9 and -, at most 40, beginning with a letter");
        }
        return name;
    }

    private List<Volume> volumes() throws RefusedException {
        List<Volume> volumes = new ArrayList<>();
        for (String text : claims) {
            Matcher claim = matched("--claim", CLAIM, text, "NAME:PATH or NAME:PATH:ro");
            volumes.add(volume(claim, new Volume.Claim(claim.group("name"))));
        }
        for (String text : exports) {
            Matcher export = matched("--nfs", NFS, text, "SERVER:EXPORT:PATH or SERVER:EXPORT:PATH:ro");
            volumes.add(volume(export, new Volume.Nfs(export.group("name"), export.group("export"))));
        }
        return volumes;
    }

    private static Volume volume(Matcher text, Volume.Source source) {
        return new Volume(source, Path.of(text.group("path")), text.group("ro") != null);
    }

    private static Matcher matched(String option, Pattern pattern, String text, String wanted) throws RefusedException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw RefusedException.usage(option + " " + text + " is not " + wanted);
        }
        return matcher;
    }
}
