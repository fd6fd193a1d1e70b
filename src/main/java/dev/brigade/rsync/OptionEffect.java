package dev.brigade.rsync;

/** Effects of rsync options, as far as other code has to know them. */
public enum OptionEffect {
    /** Names of one inode stay one inode ({@code -H}). */
    HARD_LINKS,
    /** Modes ({@code -p}, also by {@code -A}). */
    PERMS,
    /** Modification times ({@code -t}). */
    TIMES,
    /** Owners ({@code -o}); only root can set them. */
    OWNERS,
    /** Groups ({@code -g}). */
    GROUPS,
    /** Times of directories are left out ({@code -O}). */
    NO_DIRECTORY_TIMES,
    /** Attributes of directories become others than the source's, or are more than mode, owner, group and time. */
    OTHER_ATTRIBUTES,
    /** Access control lists ({@code -A}). */
    ACLS,
    /** Extended attributes ({@code -X}). */
    XATTRS,
    /** Owner, mode and device of the source live in an extended attribute of the destination. */
    FAKE_SUPER,
    /** Runs of zeros become holes ({@code -S}). */
    SPARSE,
    /** Contents are compared, not sizes and times ({@code -c}). */
    CHECKSUM,
    /** Only sizes are compared. */
    SIZE_ONLY,
    /** The accuracy of compared times was given ({@code --modify-window}). */
    MODIFY_WINDOW,
    /** Files are left out by their size ({@code --max-size}, {@code --min-size}). */
    SIZE_LIMIT,
    /** Each file is on the storage before rsync ends ({@code --fsync}). */
    FSYNC,
    /** Something else of files that only rsync does. */
    RSYNC_ALONE,
    /** Data is compressed on its way ({@code -z}). */
    COMPRESS,
    /** Files are written in place, without a temporary name. */
    IN_PLACE
}
