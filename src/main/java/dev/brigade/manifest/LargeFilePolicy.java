package dev.brigade.manifest;

/** How large files are handed over, so that their bytes spread over the processes. */
public enum LargeFilePolicy {
    /** They stay with their directories: for passes that do not read their bytes, such as a quick verification. */
    TOGETHER,
    /** They are named one by one, and a size limit leaves them out of their directories. */
    APART_BY_LIMIT,
    /** They are named one by one, as are all entries of their directories, so no file can fall between two limits. */
    APART_BY_NAME
}
