package dev.brigade.run;

import dev.brigade.exec.LineConsumer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;

/** Keeps the output of one rsync process, line by line. Thread-safe: two threads read its streams. */
final class BucketLog implements LineConsumer, AutoCloseable {
    private final OutputStream out;

    BucketLog(Path file) throws IOException {
        this.out = new BufferedOutputStream(Channels.newOutputStream(ListFile.create(file)));
    }

    @Override
    public synchronized void line(byte[] line, int length) {
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
