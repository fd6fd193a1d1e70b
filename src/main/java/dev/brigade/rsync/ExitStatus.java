package dev.brigade.rsync;

/** The meaning of rsync's exit status; each value is a row of the table in {@code docs/exit-codes.md}. */
public enum ExitStatus {
    /** 0: complete, as the verification confirms. */
    SUCCESS,
    /** 23: some entries failed, and messages name them. */
    PARTIAL,
    /** 24: entries vanished from the source. */
    VANISHED,
    /** 1, 2, 4: usage, protocol, unsupported: a retry does not help. */
    REFUSED,
    /** 25: the limit of deletions was reached. */
    MAX_DELETE,
    /**
     * 5, 10, 12, 15, 16, 19, 21, 30, 35, 255: connection, protocol, killed sibling, timeout: temporary. 20 or a signal:
     * somebody ended rsync.
     */
    PASSING,
    /** 11: a file could not be read or written, and rsync did not look at the rest of the bucket. */
    FILE_ERROR,
    /** 14: no process or pipe was available. */
    NO_PROCESS,
    /** 22: no memory was available. */
    NO_MEMORY,
    /** 126, 127: rsync could not be started. */
    MISSING,
    /** All others: rsync perhaps did not look at the rest of the bucket. */
    BROKEN;

    private static final int SIGNALS = 128;

    /** Returns the meaning of a status: 0 to 255, a signal as 128 and its number. */
    public static ExitStatus of(int status) {
        return switch (status) {
            case 0 -> SUCCESS;
            case 1, 2, 4 -> REFUSED;
            case 5, 10, 12, 15, 16, 19, 20, 21, 30, 35, 255 -> PASSING;
            case 11 -> FILE_ERROR;
            case 14 -> NO_PROCESS;
            case 22 -> NO_MEMORY;
            case 23 -> PARTIAL;
            case 24 -> VANISHED;
            case 25 -> MAX_DELETE;
            case 126, 127 -> MISSING;
            default -> status > SIGNALS ? PASSING : BROKEN;
        };
    }

    /** Whether rsync looked at every entry of the bucket, so that the messages name all that failed. */
    public boolean isComplete() {
        return this == SUCCESS || this == PARTIAL || this == VANISHED;
    }
}
