package dev.brigade.manifest;

import dev.brigade.model.Reasons;
import java.io.IOException;

/**
 * An error of the run's own files: they cannot be written or read. Every other {@link IOException} of a run is an error
 * of a source or the destination.
 */
public final class StateException extends IOException {
    private static final long serialVersionUID = 1;

    StateException(String message) {
        super(message);
    }

    private StateException(String message, IOException cause) {
        super(message, cause);
    }

    /** Returns an error of one of the run's files; an error that is one already stays as it is. */
    public static StateException of(Object file, IOException e) {
        return e instanceof StateException known ? known : new StateException(file + ": " + Reasons.of(e), e);
    }
}
