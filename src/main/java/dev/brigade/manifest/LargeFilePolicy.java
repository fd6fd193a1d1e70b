package dev.brigade.manifest;

/** What becomes of large files, whose bytes should spread over the processes. */
public enum LargeFilePolicy {
    /** They stay with their directories: right where their bytes are not read, as in a quick verification. */
    TOGETHER,
    /** They are dealt by name, and the directories are given to rsync with a size limit that leaves them out. */
    APART_BY_LIMIT,
    /**
     * They are dealt by name, and so is everything else in a directory that has one: no file can fall between two
     * limits.
     */
    APART_BY_NAME
}
