package dev.brigade.model;

/**
 * What a manifest holds.
 *
 * @param entries entries of all kinds, the roots not counted
 * @param directories directories among them
 * @param bytes bytes of all regular files
 */
public record Totals(long entries, long directories, long bytes) {
    /** Nothing at all. */
    public static final Totals NONE = new Totals(0, 0, 0);

    /** Both together. */
    public Totals plus(Totals other) {
        return new Totals(entries + other.entries, directories + other.directories, bytes + other.bytes);
    }
}
