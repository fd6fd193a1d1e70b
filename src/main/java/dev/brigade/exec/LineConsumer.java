package dev.brigade.exec;

/**
 * Takes the lines that a child prints. Each stream has a thread of its own, so a consumer of both streams must be
 * thread-safe. If it throws, the rest of the stream is dropped, and {@link Children#run} throws the same when the child
 * has ended.
 */
@FunctionalInterface
public interface LineConsumer {
    /** Longest line that is delivered, in bytes; the rest of a longer line is dropped. */
    int LONGEST = 64 * 1024;

    /**
     * Takes one line without its LF; all other bytes are as printed. Blank lines are lines.
     *
     * @param bytes begin with the line; valid only during the call
     * @param length bytes of the line, 0 to {@link #LONGEST}
     */
    void line(byte[] bytes, int length);
}
