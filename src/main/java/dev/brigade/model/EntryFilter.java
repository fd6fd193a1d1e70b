package dev.brigade.model;

/** Says which entries a run leaves out. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface EntryFilter {
    /** A filter that leaves nothing out. */
    EntryFilter NONE = (name, directory) -> false;

    /**
     * Whether an entry is left out; what lies below an excluded directory is never asked for.
     *
     * @param name path below the root of the transfer, as rsync matches it
     * @param directory whether the entry is a directory (a symbolic link never is)
     */
    boolean excludes(FileName name, boolean directory);
}
