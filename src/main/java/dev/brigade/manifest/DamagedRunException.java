package dev.brigade.manifest;

/** A kept run is not what the run wrote, or no longer fits. The message says why, in one clause. */
public final class DamagedRunException extends Exception {
    private static final long serialVersionUID = 1;

    public DamagedRunException(String message) {
        super(message);
    }
}
