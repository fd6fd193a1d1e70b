package dev.brigade.model;

/**
 * Numbers of entries and bytes.
 *
 * @param entries entries of all kinds, without the roots
 * @param directories directories among them
 * @param bytes bytes of all regular files
 */
public record Totals(long entries, long directories, long bytes) {
    /** Nothing at all. */
    public static final Totals NONE = new Totals(0, 0, 0);

    /** Returns the number of entries that are no directories. */
    public long files() {
        return entries - directories;
    }

    /** Returns the sum of both. */
    public Totals plus(Totals other) {
        return new Totals(entries + other.entries, directories + other.directories, add(bytes, other.bytes));
    }

    // By hand, as each run asks for it: Java would make a record's own method at the first call, which takes
    // milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof Totals that
                && entries == that.entries
                && directories == that.directories
                && bytes == that.bytes;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(entries) + Long.hashCode(directories)) + Long.hashCode(bytes);
    }

    /** Adds sizes, neither negative. Sparse files can claim 8 EiB each, so the sum stops at the largest number. */
    public static long add(long bytes, long more) {
        return bytes > Long.MAX_VALUE - more ? Long.MAX_VALUE : bytes + more;
    }
}
