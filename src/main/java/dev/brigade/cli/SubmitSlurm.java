package dev.brigade.cli;

import dev.brigade.format.ShellWords;
import dev.brigade.model.RefusedException;
import dev.brigade.submit.Slurm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade submit slurm}. */
@Command(
        name = "slurm",
        description = "Submit an array job to Slurm, with a task for each shard, and a job that finishes.",
        sortOptions = false,
        exitCodeList = {
            "0:submitted",
            "2:the command line is wrong",
            "40:there is no job in DIR, no sbatch on PATH, or Slurm refused the job"
        })
final class SubmitSlurm implements Callable<Integer> {
    private final SubmitCommand submit;

    @Mixin
    private final ResourceOptions resources = new ResourceOptions();

    @Option(names = "--partition", paramLabel = "NAME", description = "Use this partition.")
    private @Nullable String partition;

    @Option(names = "--account", paramLabel = "NAME", description = "Charge this account.")
    private @Nullable String account;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "Limit the time of each shard, as sbatch reads it: 4:00:00, 2-12.")
    private @Nullable String time;

    @Option(
            names = "--sbatch",
            paramLabel = "OPTS",
            description = "Give sbatch these options, too, as one string: \"--exclusive --qos low\".")
    private String more = "";

    SubmitSlurm(SubmitCommand submit) {
        this.submit = submit;
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        List<String> words;
        try {
            words = ShellWords.split(more, "the --sbatch options");
        } catch (ShellWords.UnfinishedException e) {
            throw RefusedException.usage(String.valueOf(e.getMessage()));
        }
        Slurm engine = new Slurm(
                submit.brigade(),
                resources.toResources(),
                Optional.ofNullable(partition),
                Optional.ofNullable(account),
                Optional.ofNullable(time),
                words);
        return submit.submit(submit.job(), engine);
    }
}
