package dev.brigade.model;

/**
 * A part of the manifest that belongs to one bucket.
 *
 * @param from position of its first listing, bytes
 * @param to position after its last listing, bytes
 * @param choice which of the entries there are meant
 */
public record Slice(long from, long to, Choice choice) {

    /** Which entries of a slice belong to the bucket. */
    public sealed interface Choice {}

    /** All directories of the slice, named as directories. */
    public record Directories() implements Choice {}

    /**
     * The plain entries of one listing, by name.
     *
     * @param first place of the first entry in the listing
     * @param last place after the last entry
     * @param directory whether the directory itself is named too
     * @param large whether large files are meant too, or left to other slices
     */
    public record Names(int first, int last, boolean directory, boolean large) implements Choice {}

    /**
     * The large files of one listing, by name.
     *
     * @param first place of the first entry in the listing
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
}
