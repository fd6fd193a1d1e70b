package dev.brigade.exec;

import java.util.List;
import java.util.Optional;

/**
 * What the operating system knows of all processes, and how one is told to end. Where it cannot be read,
 * {@link java.io.UncheckedIOException} says so: an empty answer would be taken for "all have ended". Thread-safe.
 */
interface ProcessTable {
    /** All processes, seen at a moment after the call began. */
    List<ProcStat> all();

    /** One process; empty if there is none of this number. */
    Optional<ProcStat> find(long pid);

    /** Processor time that a process used itself so far, nanoseconds; 0 if there is none of this number. */
    long usedNanos(long pid);

    /** Asks a process to end. One that is gone is none of our business. */
    void terminate(long pid);

    /** Ends a process. */
    void kill(long pid);
}
