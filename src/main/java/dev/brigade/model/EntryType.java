package dev.brigade.model;

/** What an entry is, as far as a copy has to tell entries apart. */
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
