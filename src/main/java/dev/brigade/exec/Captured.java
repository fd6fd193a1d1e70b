package dev.brigade.exec;

/**
 * What a short run of a program printed.
 *
 * @param outcome how it ended; {@link ChildOutcome.TimedOut} if it reached its time limit
 * @param out about the first {@link #LARGEST} bytes of standard output, read as UTF-8
 * @param err the same of standard error
 */
public record Captured(ChildOutcome outcome, String out, String err) {
    /** Bytes of a stream that are kept; the rest is dropped. */
    static final int LARGEST = 1 << 20;

    /** Returns the exit status, 0 to 255, or -1 if the outcome is not {@link ChildOutcome.Exited}. */
    public int status() {
        return outcome instanceof ChildOutcome.Exited exited ? exited.status() : -1;
    }
}
