package dev.brigade.model;

/** Which phases a run has. */
public enum Mode {
    /** Copies in place, then verifies and repairs. */
    SYNC,
    /** Verifies and repairs alone; in a dry run it only reports. */
    VERIFY,
    /** Copies once, in the way the rsync options say; in a dry run it only plans. */
    COPY_ONLY
}
