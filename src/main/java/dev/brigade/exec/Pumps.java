package dev.brigade.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.zeroturnaround.exec.stream.PumpStreamHandler;
import org.zeroturnaround.exec.stream.StreamPumper;

/** Reads both streams of a child, and closes what takes them at their end. The child's own input is empty. */
final class Pumps extends PumpStreamHandler {
    private static final int BUFFER = 16 * 1024;

    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong writing = new AtomicLong();

    Pumps(OutputStream out, OutputStream err) {
        super(out, err);
    }

    /** A number that changes whenever something was read; to tell a slow consumer from a silent stream. */
    long progress() {
        return steps.get();
    }

    /** Whether what takes the streams is at work just now. */
    boolean isBusy() {
        return writing.get() > 0;
    }

    @Override
    protected Thread createPump(InputStream from, OutputStream to) {
        return newThread(new StreamPumper(from, new WatchedWork(to), true, BUFFER, false));
    }

    private final class WatchedWork extends OutputStream {
        private final OutputStream to;

        WatchedWork(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            begin();
            try {
                to.write(bytes, offset, count);
            } finally {
                writing.decrementAndGet();
            }
        }

        @Override
        public void close() throws IOException {
            begin();
            try {
                to.close();
            } finally {
                writing.decrementAndGet();
            }
        }

        private void begin() {
            writing.incrementAndGet();
            steps.incrementAndGet();
        }
    }
}
