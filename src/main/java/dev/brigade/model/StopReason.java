package dev.brigade.model;

/** Why a run ended before its work did; the gravest comes last. */
public enum StopReason {
    /** A signal asked for it. */
    INTERRUPTED,
    /** rsync or brigade itself failed in a way that no other attempt would mend. */
    BROKEN,
    /** rsync cannot be started any more. */
    NO_RSYNC,
    /** No space or quota is left on the destination. */
    NO_SPACE,
    /** A source or the destination is not what it was: unmounted, exchanged, or gone. */
    STORAGE_LOST
}
