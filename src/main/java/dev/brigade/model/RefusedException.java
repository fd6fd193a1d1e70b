package dev.brigade.model;

/** A run that was refused before it wrote anything. The message is one line: what is wrong and what to do. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whose fault it is. */
    public enum Fault {
        /** The command line asks for something that makes no sense. */
        USAGE,
        /** The machine, the source or the destination is not ready. */
        PREFLIGHT
    }

    private final Fault fault;

    /** Refuses a run. */
    public RefusedException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** Whose fault it is. */
    public Fault fault() {
        return fault;
    }
}
