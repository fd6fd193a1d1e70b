package dev.brigade.model;

/** How closely phase 2 compares. */
public enum VerifyLevel {
    /** Sizes, times and attributes. */
    QUICK,
    /** Content as well. */
    CHECKSUM,
    /** Not at all. */
    NONE
}
