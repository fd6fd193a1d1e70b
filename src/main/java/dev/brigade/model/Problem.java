package dev.brigade.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that kept an entry from being copied, read or compared.
 *
 * @param name path below the root of the transfer, null if the message named none
 * @param reason one line for people; bytes of names in it are escaped as rsync escapes them
 * @param cause what the run has to do about it
 */
public record Problem(@Nullable FileName name, String reason, Cause cause) {
    /** Causes that the run handles differently. */
    public enum Cause {
        /** A retry does not help. */
        LASTING,
        /** The machine or a moving source was at fault: a retry may help. */
        TEMPORARY,
        /** The storage answered with an error that it also gives when it is gone; otherwise a retry may help. */
        STORAGE,
        /** No space or quota is left for any further file. */
        NO_SPACE,
        /**
         * The owner or group was refused, as by an NFS server with root_squash; rsync then sets neither mode nor time.
         */
        OWNER_REFUSED
    }

    /** Makes a problem that no retry helps. */
    public Problem(@Nullable FileName name, String reason) {
        this(name, reason, Cause.LASTING);
    }

    /** Returns whether a retry may help. */
    public boolean mayPass() {
        return cause == Cause.TEMPORARY || cause == Cause.STORAGE;
    }

    /** Returns whether the entry's owner or group was refused. */
    public boolean isOwnerRefused() {
        return cause == Cause.OWNER_REFUSED;
    }
}
