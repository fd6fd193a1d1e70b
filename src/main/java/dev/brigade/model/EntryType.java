package dev.brigade.model;

/** Kinds of entries that a copy has to tell apart. */
public enum EntryType {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link; never followed. */
    SYMLINK,
    /** A FIFO, a socket or a device. */
    OTHER
}
