package dev.brigade.exec;

/**
 * A short run of a tool with what it printed.
 *
 * @param outcome how it ended; {@link ChildOutcome.TimedOut} if it was ended at its time limit
 * @param out the first {@link #LARGEST} bytes it wrote to standard output
 * @param err the first {@link #LARGEST} bytes it wrote to standard error
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record Captured(ChildOutcome outcome, byte[] out, byte[] err) {
    /** Bytes of a stream that are kept; the rest is dropped. */
    public static final int LARGEST = 1024 * 1024;

    /** The exit status, 0 to 255, or -1 if the tool did not end by itself: then the outcome says why. */
    public int status() {
        return outcome instanceof ChildOutcome.Exited exited ? exited.status() : -1;
    }
}
