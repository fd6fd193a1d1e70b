package dev.brigade.manifest;

/**
 * A part of the manifest that belongs to one bucket.
 *
 * @param from position of its first listing, bytes
 * @param to position after its last listing, bytes
 * @param selection what of the listings there is meant
 */
public record Slice(long from, long to, Selection selection) {

    /** What of a slice belongs to the bucket. */
    public sealed interface Selection {}

    /**
     * All plain entries, each directory handed over as the rule says.
     *
     * @param rule how
     */
    public record Plain(DirectorySplit rule) implements Selection {}

    /**
     * Some plain entries of one directory that is too much for one bucket, by name.
     *
     * @param rule which are plain
     * @param first place of the first entry in the listing
     * @param last place after the last entry
     */
    public record Part(DirectorySplit rule, int first, int last) implements Selection {}

    /**
     * The large files among some entries, by name.
     *
     * @param first place of the first entry in each listing
     * @param last place after the last entry
     */
    public record Large(int first, int last) implements Selection {}

    /**
     * Every name of the inodes that fall to one part out of several.
     *
     * @param part 0 to {@code parts - 1}
     * @param parts number of parts, at least 1
     */
    public record Links(int part, int parts) implements Selection {
        /** Whether an inode's names belong to this part. */
        public boolean holds(long inode) {
            return Math.floorMod(inode, parts) == part;
        }
    }

    /** All directories, as directories. */
    public record Directories() implements Selection {}

    /**
     * Those directories, as directories, whose entries the rule hands over by name.
     *
     * @param rule which they are
     */
    public record NamedDirectories(DirectorySplit rule) implements Selection {}
}
