package dev.brigade.model;

/** What phase 2 compares. */
public enum VerifyLevel {
    /** Sizes, times and attributes. */
    QUICK,
    /** Content too. */
    CHECKSUM,
    /** Nothing. */
    NONE
}
