package dev.brigade.rsync;

/** What a set of rsync options keeps or does, as far as planning, sealing and verifying must know it. */
public enum OptionEffect {
    /** Symbolic links are copied as links ({@code -l}); without it they are skipped. */
    LINKS,
    /** Names of one inode stay one inode ({@code -H}). */
    HARD_LINKS,
    /** Modes ({@code -p}, also by {@code -A}). */
    PERMS,
    /** Modification times ({@code -t}). */
    TIMES,
    /** Directories keep no modification time ({@code -O}). */
    OMIT_DIR_TIMES,
    /** Symbolic links keep no modification time ({@code -J}). */
    OMIT_LINK_TIMES,
    /** Access times ({@code -U}). */
    ATIMES,
    /** Owners ({@code -o}). */
    OWNER,
    /** Groups ({@code -g}). */
    GROUP,
    /** Owners and groups by number, not by name. */
    NUMERIC_IDS,
    /** Owners or groups are changed on the way ({@code --chown}, {@code --usermap}, {@code --groupmap}). */
    OWNER_MAP,
    /** Modes are changed on the way ({@code --chmod}). */
    CHMOD,
    /** Device nodes. */
    DEVICES,
    /** FIFOs and sockets. */
    SPECIALS,
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
    /** Data is compressed on its way ({@code -z}). */
    COMPRESS,
    /** Files are written in place, without a temporary name. */
    IN_PLACE
}
