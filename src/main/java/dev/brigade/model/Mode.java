package dev.brigade.model;

/** The phases of a run. */
public enum Mode {
    /** Copies in place, then verifies and repairs. */
    SYNC,
    /** Only verifies and repairs; a dry run only reports. */
    VERIFY,
    /** Copies once, as the rsync options say; a dry run only plans. */
    COPY_ONLY
}
