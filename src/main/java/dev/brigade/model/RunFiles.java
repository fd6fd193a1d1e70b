package dev.brigade.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run keeps its own files.
 *
 * @param directory absolute path of the state directory; if {@code apart}, of a directory in which the run makes one
 *     for itself
 * @param apart whether the run has a directory of its own, outside the state directory
 * @param earlier what to do with an unfinished run
 * @param job what the user calls the job, if it has a name
 * @param remembered how many runs with the same directories {@code brigade runs} knows, at least 1
 * @param kept whether lists of names and output of rsync stay after the run
 */
public record RunFiles(
        Path directory, boolean apart, ResumeMode earlier, boolean kept, Optional<String> job, int remembered) {
    /** How many runs of a job are remembered, unless the user wants another number. */
    public static final int REMEMBERED = 20;

    /** Returns files in the state directory; the run resumes an unfinished one. */
    public static RunFiles in(Path stateDirectory) {
        return new RunFiles(stateDirectory, false, new ResumeMode.Resume(), false, Optional.empty(), REMEMBERED);
    }

    /** Returns files in a directory of its own below another one. */
    public static RunFiles apart(Path directory, boolean kept) {
        return new RunFiles(directory, true, new ResumeMode.StartOver(), kept, Optional.empty(), REMEMBERED);
    }

    /** Returns the same with another way to treat an unfinished run. */
    public RunFiles with(ResumeMode other) {
        return new RunFiles(directory, apart, other, kept, job, remembered);
    }

    /** Returns the same under the name of a job, of which so many runs are remembered. */
    public RunFiles named(Optional<String> name, int runs) {
        return new RunFiles(directory, apart, earlier, kept, name, runs);
    }
}
