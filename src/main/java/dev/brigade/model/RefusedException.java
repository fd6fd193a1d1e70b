package dev.brigade.model;

/** A run that was refused before it wrote anything. The message is one line: what is wrong and what to do. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Reasons for which a run is refused; each command has its exit codes for them. */
    public enum Fault {
        /** The command line makes no sense. */
        USAGE,
        /** rsync, or a run, does not take these rsync options. */
        RSYNC_OPTIONS,
        RSYNC_MISSING,
        /** rsync does not answer. */
        RSYNC_SLOW,
        /** A source does not exist, or is not a directory. */
        SOURCE_MISSING,
        SOURCE_UNREADABLE,
        DESTINATION_IS_FILE,
        DESTINATION_NOT_MADE,
        DESTINATION_READ_ONLY,
        /** The state directory does not exist. */
        FILES_MISSING,
        /** The state directory cannot be used. */
        FILES_UNUSABLE,
        /** Another run of the same sources and destination is active. */
        BUSY,
        /** A job cannot be finished, because shards have no result. */
        SHARDS_MISSING,
        /** An unfinished run cannot be resumed. */
        NOT_CONTINUED,
        /** Orphan processes of a dead run cannot be ended. */
        STRAYS,
        /** Source, destination and this machine do not fit together. */
        NOT_READY
    }

    private final Fault fault;

    /** Refuses a run. */
    public RefusedException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** Refuses a command line that makes no sense. */
    public static RefusedException usage(String message) {
        return new RefusedException(Fault.USAGE, message);
    }

    /** Returns the reason. */
    public Fault fault() {
        return fault;
    }
}
