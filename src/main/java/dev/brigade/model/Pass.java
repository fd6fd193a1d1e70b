package dev.brigade.model;

/** Passes of rsync over a tree; each has its options. */
public enum Pass {
    /** Phase 1: copies in place. */
    COPY,
    /** Phase 2: compares, repairs and gives directories their modes and times. */
    VERIFY,
    /** Phase 2, if something failed: copies again, with directories writable for us. */
    REPAIR,
    /** Sets modes and times of directories. */
    FIX_DIRECTORIES,
    /** Phase 2 with {@code --delete}: removes extra entries from directories that had to be split. */
    PRUNE
}
