package dev.brigade.cli;

import dev.brigade.job.JobStatus;
import dev.brigade.job.PlannedJob;
import dev.brigade.model.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brigade status}: tells how far a job is. */
@Command(name = "status", description = "Show how far a job is, and who works on it.", sortOptions = false)
final class StatusCommand implements Callable<Integer> {
    private final RunCommand run;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    StatusCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException, IOException {
        PlannedJob planned = job.open();
        JobStatus status = JobStatus.of(planned);
        run.console().print(json ? List.of(status.json()) : status.lines());
        return 0;
    }
}
