package dev.brigade.model;

/**
 * What rsync or brigade itself wrote into the destination, or would write in a dry run. Immutable.
 *
 * @param created entries that were missing in the destination
 * @param changed entries that were there and differed, without directories
 * @param transferred files whose contents were transferred
 * @param transferredBytes the sizes of these files, bytes
 * @param direct how many of these files brigade copied itself, by its direct engine
 * @param directBytes the sizes of those files, bytes
 */
public record Written(
        Totals created, Totals changed, long transferred, long transferredBytes, long direct, long directBytes) {
    /** Nothing at all. */
    public static final Written NOTHING = new Written(Totals.NONE, Totals.NONE, 0, 0, 0, 0);

    /**
     * Returns what one change wrote.
     *
     * @param direct whether brigade did it itself
     */
    public static Written of(Change change, boolean direct) {
        Totals one = new Totals(1, change.isDirectory() ? 1 : 0, change.isFile() ? change.bytes() : 0);
        boolean created = change.isCreation();
        boolean changed = !created && !change.isDirectory();
        return new Written(
                created ? one : Totals.NONE,
                changed ? one : Totals.NONE,
                change.isTransfer() ? 1 : 0,
                change.isTransfer() ? change.bytes() : 0,
                direct && change.isTransfer() ? 1 : 0,
                direct && change.isTransfer() ? change.bytes() : 0);
    }

    /** Returns how many of the files whose contents were transferred rsync copied. */
    public long rsync() {
        return transferred - direct;
    }

    /** Returns the sizes of those files, bytes. */
    public long rsyncBytes() {
        return transferredBytes - directBytes;
    }

    /** Returns the sum of both. */
    public Written plus(Written other) {
        return new Written(
                created.plus(other.created),
                changed.plus(other.changed),
                transferred + other.transferred,
                Totals.add(transferredBytes, other.transferredBytes),
                direct + other.direct,
                Totals.add(directBytes, other.directBytes));
    }
}
