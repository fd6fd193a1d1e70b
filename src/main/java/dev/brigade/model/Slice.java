package dev.brigade.model;

/**
 * A part of the manifest that belongs to one bucket.
 *
 * @param from position of its first listing, bytes
 * @param to position after its last listing, bytes
 * @param choice what of the listings there is meant
 */
public record Slice(long from, long to, Choice choice) {

    /** What of a slice belongs to the bucket. */
    public sealed interface Choice {}

    /**
     * All plain entries, each directory handed over as the rule says.
     *
     * @param rule how
     */
    public record Plain(Division rule) implements Choice {}

    /**
     * Some plain entries of one directory that is too much for one bucket, by name.
     *
     * @param rule which are plain
     * @param first place of the first entry in the listing
     * @param last place after the last entry
     */
    public record Part(Division rule, int first, int last) implements Choice {}

    /**
     * The large files among some entries, by name.
     *
     * @param first place of the first entry in each listing
     * @param last place after the last entry
     */
    public record Large(int first, int last) implements Choice {}

    /**
     * Every name of the inodes that fall to one part out of several.
     *
     * @param part 0 to {@code parts - 1}
     * @param parts number of parts, at least 1
     */
    public record Links(int part, int parts) implements Choice {
        /** Whether an inode's names belong to this part. */
        public boolean holds(long inode) {
            return Math.floorMod(inode, parts) == part;
        }
    }

    /** All directories, as directories. */
    public record Directories() implements Choice {}

    /**
     * Those directories, as directories, whose entries the rule hands over by name.
     *
     * @param rule which they are
     */
    public record NamedDirectories(Division rule) implements Choice {}
}
