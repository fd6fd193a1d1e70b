package dev.brigade.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A run as the user wants it.
 *
 * @param mode its phases
 * @param sources source directories as written, at least one
 * @param destination destination as written
 * @param parents whether missing parents of the destination are created too
 * @param access how the destination is reached
 * @param processes rsync processes at a time, 1 to {@link #MAX_PROCESSES}; empty means brigade chooses
 * @param items entries in a bucket, at least 1
 * @param bytes bytes in a bucket, at least 1
 * @param rsyncOptions rsync's options as one string; empty means the defaults
 * @param verify what phase 2 compares
 * @param excludes patterns as rsync's {@code --exclude} takes them, in order
 * @param deletion whether extra entries are deleted from the destination
 * @param dryRun whether nothing is changed
 * @param limits limits of its time and load
 * @param files where the run keeps its files
 */
public record SyncRequest(
        Mode mode,
        List<String> sources,
        String destination,
        boolean parents,
        Access access,
        OptionalInt processes,
        OptionalLong items,
        OptionalLong bytes,
        Optional<String> rsyncOptions,
        VerifyLevel verify,
        List<String> excludes,
        Deletion deletion,
        boolean dryRun,
        Limits limits,
        RunFiles files) {
    /** More are a typing error: each process needs some MB and 20 to 45 ms of CPU to start. */
    public static final int MAX_PROCESSES = 1024;

    /**
     * Returns the request of a part of this one.
     *
     * @param wanted whether it deletes, without limit
     * @param its limits of its time and load
     */
    public SyncRequest part(boolean wanted, Limits its) {
        return new SyncRequest(
                mode,
                sources,
                destination,
                parents,
                access,
                processes,
                items,
                bytes,
                rsyncOptions,
                verify,
                excludes,
                deletion.part(wanted),
                dryRun,
                its,
                files);
    }

    /** Returns whether extra entries are deleted from the destination. */
    public boolean delete() {
        return deletion.wanted();
    }

    /** Returns whether phase 1 runs. */
    public boolean copies() {
        return mode != Mode.VERIFY;
    }
}
