package dev.brigade.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Keeps what one rsync says, line by line as it came. Thread-safe: its two streams are read by two threads. */
final class BucketLog implements AutoCloseable {
    private final OutputStream out;

    BucketLog(Path file) throws IOException {
        this.out = new BufferedOutputStream(PrivateFile.create(file));
    }

    /** Takes a line without its end. */
    synchronized void line(byte[] line, int length) {
        try {
            out.write(line, 0, length);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
