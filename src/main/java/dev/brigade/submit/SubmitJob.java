package dev.brigade.submit;

import java.nio.file.Path;
import java.util.List;

/**
 * A planned job.
 *
 * @param directory its directory, absolute, under the same path on all clients
 * @param shards number of shards, at least 1
 * @param clients number of shards at a time, at least 1
 */
public record SubmitJob(Path directory, int shards, int clients) {
    /** Refuses impossible numbers. */
    public SubmitJob {
        if (!directory.isAbsolute() || shards < 1 || clients < 1) {
            throw new IllegalArgumentException("no job: " + directory + ", " + shards + " shards, " + clients);
        }
    }

    /** Returns the directory of the log files. */
    Path logs() {
        return directory.resolve("logs");
    }

    /** Returns the command that works on the shard that the engine's variable names. */
    List<String> work(String brigade) {
        return List.of(brigade, "work", "--job", directory.toString());
    }

    /** Returns the command that judges the whole job. */
    List<String> finish(String brigade) {
        return List.of(brigade, "finish", "--job", directory.toString());
    }

    /** Returns the command that shows how far the job is, as words for a shell. */
    List<String> status(String brigade) {
        return List.of(brigade, "status", "--job", directory.toString());
    }
}
