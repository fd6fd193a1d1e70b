package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.submit.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code brigade submit parallel}. */
@Command(
        name = "parallel",
        description =
                "Run the shards with GNU parallel over ssh, one at a time on each host, wait for them, and finish.",
        sortOptions = false,
        exitCodeList = {
            "0:all shards are copied and verified, and the job is finished",
            "2:the command line is wrong",
            "10:interrupted; the same command resumes the job",
            "40:there is no job in DIR, no parallel on PATH, or parallel failed",
            "other:the code of 'brigade finish'"
        })
final class SubmitParallel implements Callable<Integer> {
    private static final int MOST_TRIES = 1000;

    private final SubmitCommand submit;

    @Option(
            names = "--sshloginfile",
            paramLabel = "FILE",
            description = "Run on the hosts in FILE, one on each line (default: on this machine).")
    private @Nullable String hosts;

    @Option(names = "--retries", paramLabel = "N", description = "Try each shard up to N times (default: 3).")
    private String tries = "3";

    SubmitParallel(SubmitCommand submit) {
        this.submit = submit;
    }

    @Override
    public Integer call() throws RefusedException, IOException, InterruptedException {
        if (hosts != null && submit.hasClients()) {
            throw RefusedException.usage("--clients cannot be used with --sshloginfile: each host is one client");
        }
        Parallel engine = new Parallel(
                submit.brigade(),
                hosts == null ? Optional.empty() : Optional.of(file(hosts)),
                Numbers.between("--retries", tries, 1, MOST_TRIES));
        return submit.submit(submit.job(), engine);
    }

    private static Path file(String name) throws RefusedException {
        Path file = StateOptions.path("file of --sshloginfile", name);
        if (!Files.isReadable(file)) {
            throw new RefusedException(Fault.NOT_READY, "cannot read " + file + ", the file of --sshloginfile");
        }
        return file;
    }
}
