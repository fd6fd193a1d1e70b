package dev.brigade.model;

import java.nio.file.Path;

/**
 * Where a run keeps its own files.
 *
 * @param directory absolute path of the state directory, which runs share and tidy up for each other; or, where the files are
 *     {@code apart}, of any directory, in which the run makes one for itself alone
 * @param apart whether the run's directory is a directory of its own
 * @param kept whether every bucket's list of names and what its rsync said stay there after the run
 */
public record RunFiles(Path directory, boolean apart, boolean kept) {
    /** In the state directory, and gone after the run. */
    public static RunFiles in(Path stateDirectory) {
        return new RunFiles(stateDirectory, false, false);
    }
}
