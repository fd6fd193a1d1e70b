package dev.brigade.model;

import java.nio.file.Path;

/**
 * Where a run keeps its own files.
 *
 * @param directory absolute path of the state directory, which runs share and tidy up for each other; or, where the
 *     files are {@code apart}, of any directory, in which the run makes one for itself alone
 * @param apart whether the run's directory is a directory of its own
 * @param earlier what becomes of an unfinished run
 * @param kept whether every bucket's list of names and what its rsync said stay there after the run
 */
public record RunFiles(Path directory, boolean apart, ResumeMode earlier, boolean kept) {
    /** In the state directory, where the run goes on with an unfinished one. */
    public static RunFiles in(Path stateDirectory) {
        return new RunFiles(stateDirectory, false, new ResumeMode.Resume(), false);
    }

    /** In a directory of its own below another one, to stay there or not. */
    public static RunFiles apart(Path directory, boolean kept) {
        return new RunFiles(directory, true, new ResumeMode.StartOver(), kept);
    }

    /** The same, with something else to become of an unfinished run. */
    public RunFiles with(ResumeMode other) {
        return new RunFiles(directory, apart, other, kept);
    }
}
