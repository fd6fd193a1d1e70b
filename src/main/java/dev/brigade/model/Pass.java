package dev.brigade.model;

/** The ways in which brigade sends rsync over a tree. */
public enum Pass {
    /** Phase 1: copies in place. */
    COPY,
    /** Phase 2: compares, repairs and gives directories their modes and times. */
    VERIFY,
    /** Phase 2, where something failed: once more with directories writable for us. */
    REPAIR,
    /** Directories' own attributes only, where phase 2 was not wanted. */
    FIX_DIRECTORIES,
    /** Phase 2 with {@code --delete}: removes extra entries from directories that had to be split. */
    PRUNE
}
