package dev.brigade.manifest;

/** What was kept of a run is not what it wrote, or fits no more. The message says what, one clause. */
public final class DamagedRunException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public DamagedRunException(String message) {
        super(message);
    }
}
