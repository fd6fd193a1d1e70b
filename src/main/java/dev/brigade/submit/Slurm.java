package dev.brigade.submit;

import dev.brigade.format.ShellWords;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Slurm: an array job with a task for each shard, and a job for {@code brigade finish} after it.
 *
 * @param brigade the program on the clients
 * @param resources what each task asks for
 * @param partition and account, time: as sbatch's options of that name
 * @param more words that sbatch gets behind all others
 */
public record Slurm(
        String brigade,
        Resources resources,
        Optional<String> partition,
        Optional<String> account,
        Optional<String> time,
        List<String> more)
        implements Engine {
    private static final String SBATCH = "sbatch";
    /** In a script, the number of the array is what the first sbatch printed before the cluster's name. */
    private static final String FROM_SCRIPT = "${array%%;*}";

    /** Copies. */
    public Slurm {
        more = List.copyOf(more);
    }

    @Override
    public List<String> script(SubmitJob job) throws RefusedException {
        check(job);
        String finish = ShellWords.join(finish(job, FROM_SCRIPT));
        return List.of(
                "mkdir -p -m 700 " + ShellWords.quote(job.logs().toString()),
                "array=$(" + ShellWords.join(array(job)) + ")",
                finish.replace(ShellWords.quote(dependency(FROM_SCRIPT)), "\"" + dependency(FROM_SCRIPT) + "\""));
    }

    @Override
    public int submit(SubmitJob job, EngineTools tools) throws RefusedException, InterruptedException {
        check(job);
        if (!tools.has(SBATCH)) {
            throw new RefusedException(
                    Fault.NOT_READY, "there is no sbatch on PATH: run this on a machine that submits jobs to Slurm");
        }
        tools.makeDirectory(job.logs());
        String array = number(tools.answer(array(job)));
        String finish;
        try {
            finish = number(tools.answer(finish(job, array)));
        } catch (RefusedException e) {
            throw new RefusedException(
                    e.fault(),
                    "array " + array + " is submitted, but brigade finish is not: " + e.getMessage()
                            + ". Submit it with: " + ShellWords.join(finish(job, array)));
        }
        tools.report("array " + array + ": " + job.shards() + " shards, " + job.clients() + " at a time");
        tools.report("job " + finish + ": brigade finish, after the array");
        tools.report("logs: " + job.logs());
        tools.report("progress: " + ShellWords.join(job.status(brigade)));
        return 0;
    }

    private static void check(SubmitJob job) throws RefusedException {
        if (job.logs().toString().indexOf('\\') >= 0) {
            throw new RefusedException(
                    Fault.NOT_READY,
                    "Slurm cannot write log files to " + job.logs() + ", because the path has a backslash. Use"
                            + " another job directory");
        }
    }

    /** Returns the command that submits a task for each shard. */
    List<String> array(SubmitJob job) {
        List<String> words = common(job, "work", "%A_%a");
        words.add("--array=0-" + (job.shards() - 1) + "%" + job.clients());
        words.addAll(more);
        words.add("--wrap=exec " + ShellWords.join(job.work(brigade)));
        return List.copyOf(words);
    }

    /** Returns the command that submits {@code finish}, which begins when the array has ended in whatever way. */
    List<String> finish(SubmitJob job, String array) {
        List<String> words = common(job, "finish", "%j");
        words.add(dependency(array));
        words.addAll(more);
        words.add("--wrap=exec " + ShellWords.join(job.finish(brigade)));
        return List.copyOf(words);
    }

    /** A task that Slurm requeues continues its log file. Its directory may not exist on the node, / does. */
    private List<String> common(SubmitJob job, String name, String number) {
        String log = job.logs().resolve(name).toString().replace("%", "%%") + "-" + number + ".log";
        List<String> words = new ArrayList<>(List.of(
                SBATCH,
                "--parsable",
                "--job-name=brigade-" + name,
                "--requeue",
                "--open-mode=append",
                "--chdir=/",
                "--output=" + log,
                "--cpus-per-task=" + resources.processors(),
                "--mem=" + resources.mebibytes() + "M"));
        partition.ifPresent(its -> words.add("--partition=" + its));
        account.ifPresent(its -> words.add("--account=" + its));
        time.ifPresent(its -> words.add("--time=" + its));
        return words;
    }

    private static String dependency(String array) {
        return "--dependency=afterany:" + array;
    }

    /** Returns the number of a job, without the cluster that may follow it. */
    private static String number(String printed) throws RefusedException {
        String number = printed.lines().reduce("", (earlier, line) -> line).split(";", 2)[0];
        if (!number.matches("[0-9]+")) {
            throw new RefusedException(Fault.NOT_READY, "sbatch printed no job number: " + printed);
        }
        return number;
    }
}
