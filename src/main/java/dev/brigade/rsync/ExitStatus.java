package dev.brigade.rsync;

/** What an rsync's exit status means for the run; a row of the table in {@code docs/exit-codes.md} each. */
public enum ExitStatus {
    /** 0: believed after verification. */
    SUCCESS,
    /** 23: some entries failed; the messages name them. */
    PARTIAL,
    /** 24: entries vanished from the source. */
    VANISHED,
    /** 1, 2, 4: usage, protocol, unsupported: nothing that trying again would help. */
    REFUSED,
    /** 25: the limit of deletions was reached. */
    MAX_DELETE,
    /**
     * 5, 10, 12, 15, 16, 19, 21, 30, 35, 255: connection, protocol, a sibling killed, timeout: it may pass. 20 or a
     * signal: somebody ended it.
     */
    PASSING,
    /** 11: a file could not be read or written, and the rest of the bucket was not looked at. */
    FILE_ERROR,
    /** 14: no process or pipe could be had. */
    NO_PROCESS,
    /** 22: no memory could be had. */
    NO_MEMORY,
    /** 126, 127: there is no rsync that could be started. */
    MISSING,
    /** Everything else: the rest of the bucket was perhaps not looked at. */
    BROKEN;

    private static final int SIGNALS = 128;

    /**
     * Classifies a status.
     *
     * @param status 0 to 255, a signal as 128 and its number
     */
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

    /** Whether every entry of the bucket was at least looked at, so that the messages name all that failed. */
    public boolean isComplete() {
        return this == SUCCESS || this == PARTIAL || this == VANISHED;
    }
}
