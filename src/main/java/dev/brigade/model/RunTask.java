package dev.brigade.model;

import java.util.List;

/**
 * What a run was to do, as far as its outcome depends on it. Immutable.
 *
 * @param mode its phases
 * @param sources source directories as written
 * @param destination destination as written
 * @param verify what phase 2 compares
 * @param deletes whether extra entries are deleted from the destination
 * @param dryRun whether nothing is changed
 */
public record RunTask(
        Mode mode, List<String> sources, String destination, VerifyLevel verify, boolean deletes, boolean dryRun) {
    /** Returns the task of a request. */
    public static RunTask of(SyncRequest request) {
        return new RunTask(
                request.mode(),
                request.sources(),
                request.destination(),
                request.verify(),
                request.delete(),
                request.dryRun());
    }

    /** Returns whether phase 1 runs. */
    public boolean copies() {
        return mode != Mode.VERIFY;
    }
}
