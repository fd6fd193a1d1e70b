package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that runs one request and prints its outcome. */
abstract class RequestCommand implements Callable<Integer> {
    final RunCommand run;

    @Mixin
    final Output output = new Output();

    RequestCommand(RunCommand run) {
        this.run = run;
    }

    /** Returns what the command line asks for. */
    abstract SyncRequest request() throws RefusedException;

    @Override
    public final Integer call() throws RefusedException, IOException, InterruptedException {
        return run.run(request(), output);
    }

    /** How much is printed. The order puts these options behind those of the command itself. */
    static final class Output {
        @Option(
                names = {"-P", "--progress"},
                order = 1,
                description = "Show progress: a live line on a terminal, otherwise one line a minute.")
        boolean progress;

        @Option(names = "--stats", order = 1, description = "Print statistics at the end.")
        boolean stats;

        @Option(
                names = {"-v", "--verbose"},
                order = 1,
                description = "List every repaired or deleted entry, and log each step.")
        boolean verbose;

        @Option(
                names = {"-q", "--quiet"},
                order = 1,
                description = "Print nothing if the run succeeds.")
        boolean quiet;
    }
}
