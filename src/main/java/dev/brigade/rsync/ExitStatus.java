package dev.brigade.rsync;

/** What an rsync's exit status means for the run; a row of the table in {@code src/docs/exit-codes.md} each. */
public enum ExitStatus {
    /** 0: believed after verification. */
    SUCCESS,
    /** 23: some entries failed; the messages name them. */
    PARTIAL,
    /** 24: entries vanished from the source. */
    VANISHED,
    /** 20, or ended by a signal. */
    INTERRUPTED,
    /** 1, 2, 4: usage, protocol, unsupported: nothing that trying again would help. */
    REFUSED,
    /** 25: the limit of deletions was reached. */
    MAX_DELETE,
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
            case 20 -> INTERRUPTED;
            case 23 -> PARTIAL;
            case 24 -> VANISHED;
            case 25 -> MAX_DELETE;
            default -> status > SIGNALS && status < 255 ? INTERRUPTED : BROKEN;
        };
    }

    /** Whether every entry of the bucket was at least looked at, so that the messages name all that failed. */
    public boolean isComplete() {
        return this == SUCCESS || this == PARTIAL || this == VANISHED;
    }
}
