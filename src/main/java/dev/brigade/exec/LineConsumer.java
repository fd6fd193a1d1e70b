package dev.brigade.exec;

/**
 * Takes what a child prints, line by line. It is called by one thread of its own per stream, so one consumer given for
 * both streams must be thread-safe. What it throws does not disturb the child: the first throwable is kept, the rest of
 * the stream is dropped, and {@link Children#run} throws it once the child ended.
 */
@FunctionalInterface
public interface LineConsumer {
    /** Takes every line and does nothing with it. */
    LineConsumer NONE = (bytes, length) -> {};

    /** Longest line that is delivered, in bytes; the rest of a longer one is dropped. */
    int LONGEST = 64 * 1024;

    /**
     * One line, without its LF; every other byte is left as it is, CR too. Blank lines are lines.
     *
     * @param bytes holds the line from its beginning on; valid only during the call
     * @param length bytes of the line, 0 to {@link #LONGEST}
     */
    void line(byte[] bytes, int length);
}
