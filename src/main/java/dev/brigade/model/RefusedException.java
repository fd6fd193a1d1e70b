package dev.brigade.model;

/** A run that was refused before it wrote anything. The message is one line: what is wrong and what to do. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whose fault it is. */
    public enum Fault {
        /** The command line asks for something that makes no sense. */
        USAGE,
        /** rsync's options are not what rsync or a run takes. */
        RSYNC_OPTIONS,
        /** There is no rsync, or none that works. */
        RSYNC_MISSING,
        /** rsync does not answer. */
        RSYNC_SLOW,
        /** A source is not there, or is no directory. */
        SOURCE_MISSING,
        /** A source may not be read. */
        SOURCE_UNREADABLE,
        /** The destination is there and no directory. */
        DESTINATION_IS_FILE,
        /** The destination cannot be made. */
        DESTINATION_NOT_MADE,
        /** The destination may not be written. */
        DESTINATION_READ_ONLY,
        /** The directory for the run's own files is not there. */
        FILES_MISSING,
        /** The directory for the run's own files cannot be used. */
        FILES_UNUSABLE,
        /** Another run has the same sources and destination. */
        BUSY,
        /** An unfinished run cannot be gone on with. */
        NOT_CONTINUED,
        /** Processes of a dead run cannot be ended. */
        STRAYS,
        /** Source and destination, as they are, do not go together, or with this machine. */
        PREFLIGHT
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

    /** Whose fault it is. */
    public Fault fault() {
        return fault;
    }
}
