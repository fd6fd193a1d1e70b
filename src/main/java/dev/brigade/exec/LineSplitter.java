package dev.brigade.exec;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts one stream of a child into lines. It never throws, because that would stop the pump and so the child. */
final class LineSplitter extends OutputStream {
    private final LineConsumer consumer;
    private byte[] line = new byte[256];
    private int length;
    private boolean begun;
    private volatile boolean detached;
    private volatile @Nullable Throwable failure;

    LineSplitter(LineConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                append(bytes, from, i);
                deliver();
                from = i + 1;
            }
        }
        if (from < offset + count) {
            append(bytes, from, offset + count);
        }
    }

    /** The end of the stream: what follows the last LF is a line too. */
    @Override
    public void close() {
        if (begun) {
            deliver();
        }
    }

    /** The consumer is not called any more, except for a call that has begun. */
    void detach() {
        detached = true;
    }

    /** The first thing the consumer threw. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void append(byte[] bytes, int from, int to) {
        begun = true;
        int kept = Math.min(to - from, LineConsumer.LONGEST - length);
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.min(LineConsumer.LONGEST, Math.max(length + kept, 2 * line.length)));
        }
        System.arraycopy(bytes, from, line, length, kept);
        length += kept;
    }

    private void deliver() {
        int complete = length;
        length = 0;
        begun = false;
        if (detached || failure != null) {
            return;
        }
        try {
            consumer.line(line, complete);
        } catch (Throwable thrown) { // errors too: any of them would kill the pump, and the child would hang
            failure = thrown;
        }
    }
}
