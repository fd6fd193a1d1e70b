package dev.brigade.model;

import java.io.IOException;

/** Reasons for which a run ends early; the most severe comes last. */
public enum StopReason {
    /** A signal or the time limit. */
    INTERRUPTED,
    /** rsync or brigade itself failed, and no retry helps. */
    BROKEN,
    /** rsync can no longer be started, or a limit of this machine is reached. */
    NO_RSYNC,
    /** No space or quota is left on the destination. */
    NO_SPACE,
    /** A source or the destination was unmounted, replaced or removed. */
    STORAGE_LOST;

    /** Returns the reason for which a run ends when reading a source or the destination fails as a whole. */
    public static StopReason of(IOException e) {
        if (Reasons.isNoSpace(e)) {
            return NO_SPACE;
        }
        return Reasons.isTooManyFiles(e) ? NO_RSYNC : STORAGE_LOST;
    }
}
