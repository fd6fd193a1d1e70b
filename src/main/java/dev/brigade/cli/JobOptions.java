package dev.brigade.cli;

import dev.brigade.job.PlannedJob;
import dev.brigade.manifest.StateException;
import dev.brigade.model.RefusedException;
import dev.brigade.state.JobDirectory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The directory of a job. */
final class JobOptions {
    @Option(
            names = "--job",
            paramLabel = "DIR",
            description = "The directory of the job, which all clients see. It is outside the sources and DEST.")
    private @Nullable String directory;

    JobDirectory directory() throws RefusedException {
        return directory(directory);
    }

    /** Opens a job that is planned. */
    PlannedJob open() throws RefusedException, StateException, IOException {
        return open(directory());
    }

    /** Returns the directory that an option names. */
    static JobDirectory directory(@Nullable String directory) throws RefusedException {
        if (directory == null) {
            throw RefusedException.usage("name the directory of the job with --job DIR");
        }
        return JobDirectory.at(StateOptions.path("job directory", directory).normalize());
    }

    static PlannedJob open(JobDirectory directory) throws RefusedException, StateException, IOException {
        return PlannedJob.open(directory, About.program());
    }
}
