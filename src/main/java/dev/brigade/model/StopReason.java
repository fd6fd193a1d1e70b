package dev.brigade.model;

/** Reasons for which a run ends early; the most severe comes last. */
public enum StopReason {
    /** A signal or the time limit. */
    INTERRUPTED,
    /** rsync or brigade itself failed, and no retry helps. */
    BROKEN,
    /** rsync can no longer be started. */
    NO_RSYNC,
    /** No space or quota is left on the destination. */
    NO_SPACE,
    /** A source or the destination was unmounted, replaced or removed. */
    STORAGE_LOST
}
