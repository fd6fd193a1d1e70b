package dev.brigade.model;

/** What to do with an unfinished run of the same sources, destination and options. */
public sealed interface ResumeMode {
    /** Resumes it, if there is one. */
    record Resume() implements ResumeMode {}

    /** Discards it. */
    record StartOver() implements ResumeMode {}

    /** Resumes exactly this run, or does nothing. */
    record OnlyRun(String run) implements ResumeMode {}
}
