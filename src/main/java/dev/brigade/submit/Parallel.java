package dev.brigade.submit;

import dev.brigade.format.ShellWords;
import dev.brigade.model.ExitCode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GNU parallel: one shard at a time on each host of a file, over ssh; without a file, several at a time here.
 *
 * @param brigade the program on the clients
 * @param hosts a file as {@code parallel --sshloginfile} reads it, absolute
 * @param tries how often a shard that fails is tried
 */
public record Parallel(String brigade, Optional<Path> hosts, int tries) implements Engine {
    private static final String PARALLEL = "parallel";
    /** Up to this status parallel counts the shards that failed. */
    private static final int MOST_FAILED = 101;

    @Override
    public List<String> script(SubmitJob job) {
        return List.of(
                "mkdir -p -m 700 " + ShellWords.quote(job.logs().toString()),
                ShellWords.join(work(job)),
                ShellWords.join(job.finish(brigade)));
    }

    @Override
    public int submit(SubmitJob job, EngineTools tools) throws RefusedException, InterruptedException {
        if (!tools.has(PARALLEL)) {
            throw new RefusedException(Fault.NOT_READY, "there is no parallel on PATH: install GNU parallel");
        }
        tools.makeDirectory(job.logs());
        int status = tools.run(work(job), false);
        if (!tools.isStopped() && (status < 0 || status > MOST_FAILED)) {
            throw new RefusedException(Fault.NOT_READY, "parallel failed with status " + status);
        }
        int code = tools.isStopped() ? status : tools.run(job.finish(brigade), true);
        return tools.isStopped() ? ExitCode.INTERRUPTED.number() : code;
    }

    /**
     * Returns the command that works on all shards. parallel puts the program, the directory and the shard into places
     * of its own and quotes them for each shell; what it had read in the command itself, it might take for a place.
     */
    List<String> work(SubmitJob job) {
        List<String> words = new ArrayList<>(List.of(PARALLEL, "--null"));
        hosts.ifPresent(file -> words.add("--sshloginfile=" + file));
        words.add("--jobs=" + (hosts.isPresent() ? 1 : job.clients()));
        words.add("--joblog=" + job.logs().resolve("parallel.joblog"));
        words.addAll(List.of("--resume-failed", "--retries=" + tries, "--tagstring=shard {1}"));
        words.addAll(List.of("exec", "{3}", "work", "--job", "{2}", "{1}", ":::"));
        IntStream.range(0, job.shards()).forEach(shard -> words.add("" + shard));
        words.addAll(List.of(":::", job.directory().toString(), ":::", brigade));
        return List.copyOf(words);
    }
}
