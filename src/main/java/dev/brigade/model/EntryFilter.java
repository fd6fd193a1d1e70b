package dev.brigade.model;

/** Decides which entries a run excludes. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface EntryFilter {
    /** A filter that excludes nothing. */
    EntryFilter NONE = (name, directory) -> false;

    /**
     * Returns whether an entry is excluded; it is never asked about entries below an excluded directory.
     *
     * @param name path below the root of the transfer, as rsync matches it
     * @param directory whether the entry is a directory (a symbolic link never is)
     */
    boolean excludes(FileName name, boolean directory);

    /** Returns whether it excludes nothing at all, so that nobody has to make the names to ask about. */
    default boolean isEmpty() {
        return this == NONE;
    }
}
