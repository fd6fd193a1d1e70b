package dev.brigade.exec;

import java.util.List;
import java.util.Optional;

/**
 * All processes of the system, and their end. If they cannot be read, {@link java.io.UncheckedIOException}: an empty
 * answer would mean that all have ended. Thread-safe.
 */
interface ProcessTable {
    /** Returns all processes, seen at a moment after the call began. */
    List<ProcStat> all();

    /** Returns one process; empty if it does not exist. */
    Optional<ProcStat> find(long pid);

    /** Returns the CPU time that a process used itself, nanoseconds; 0 if it does not exist. */
    long usedNanos(long pid);

    /** Sends TERM, if the process exists. */
    void terminate(long pid);

    /** Sends KILL, if the process exists. */
    void kill(long pid);
}
