package dev.brigade.model;

/**
 * How many extra entries may be deleted from the destination.
 *
 * @param number of entries, or percent of the entries in the destination; 0 or more
 * @param percent whether it is a percentage, 0 to 100
 */
public record DeleteLimit(long number, boolean percent) {
    private static final long WHOLE = 100;

    /** Everything may be deleted. */
    public static final DeleteLimit ALL = new DeleteLimit(WHOLE, true);

    /** The limit if the user gives none, for more than {@link #FEW} entries. */
    public static final DeleteLimit USUAL = new DeleteLimit(50, true);

    /** So many entries may be deleted from any destination if the user gives no limit. */
    public static final long FEW = 100;

    /**
     * Returns whether so many entries may be deleted.
     *
     * @param extra the number of entries that would be deleted
     * @param there the number of entries in the destination
     */
    public boolean allows(long extra, long there) {
        return percent ? extra * WHOLE <= number * there : extra <= number;
    }

    /** Returns the value of {@code --max-delete}. */
    @Override
    public String toString() {
        return number + (percent ? "%" : "");
    }
}
