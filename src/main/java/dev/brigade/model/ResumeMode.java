package dev.brigade.model;

/** What becomes of an unfinished run that was asked for the same of the same directories. */
public sealed interface ResumeMode {
    /** It is gone on with, if there is one. */
    record Resume() implements ResumeMode {}

    /** It is given up. */
    record StartOver() implements ResumeMode {}

    /** Just this one is gone on with, or nothing is done. */
    record OnlyRun(String run) implements ResumeMode {}
}
