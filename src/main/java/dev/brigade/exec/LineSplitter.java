package dev.brigade.exec;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of a child into lines. It never throws, because that would stop the pump, and the child would hang. */
final class LineSplitter extends OutputStream {
    private final LineConsumer consumer;
    /** Counts begins and ends of calls, so it is odd during a call. */
    private final AtomicLong steps = new AtomicLong();

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
        steps.incrementAndGet();
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
        steps.incrementAndGet();
    }

    /** The end of the stream: what follows the last LF is a line, too. */
    @Override
    public void close() {
        steps.incrementAndGet();
        if (begun) {
            deliver();
        }
        steps.incrementAndGet();
    }

    /** Returns a number that changes with each call: a slow consumer is no silent stream. */
    long progress() {
        return steps.get();
    }

    /** Whether the consumer may be at work now. */
    boolean isBusy() {
        return steps.get() % 2 != 0;
    }

    /** From now on the consumer is not called, except for a call that has begun. */
    void detach() {
        detached = true;
    }

    /** Returns the first thing the consumer threw. */
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
        } catch (Throwable thrown) { // errors too
            failure = thrown;
        }
    }
}
