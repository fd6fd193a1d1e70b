package dev.brigade.manifest;

import dev.brigade.model.Totals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Writes a manifest to disk while the crawl goes on. Thread-safe: each caller encodes its own records. */
public final class ManifestWriter implements AutoCloseable {
    private static final int FLUSH_BYTES = 256 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer pending;
    private final CRC32C digest = new CRC32C();
    private Totals totals = Totals.NONE;
    private long written;
    private volatile Consumer<Listing> listener = listing -> {};

    /**
     * Begins a new manifest, mode 0600.
     *
     * @throws StateException if the file exists or cannot be created
     */
    public ManifestWriter(Path file) throws StateException {
        this(file, FLUSH_BYTES);
    }

    /**
     * Begins one of many manifests that are written at a time.
     *
     * @param buffer bytes that wait in memory, at least 1
     */
    public ManifestWriter(Path file, int buffer) throws StateException {
        this.file = file;
        this.pending = ByteBuffer.allocate(buffer);
        try {
            this.channel = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    Private.FILE);
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    /** Passes every listing that is added from now on to a listener, in the threads that add them. */
    public void passTo(Consumer<Listing> other) {
        listener = other;
    }

    /** Adds one listing; returns what it holds. */
    public Totals add(Listing listing) throws IOException {
        listener.accept(listing);
        RecordBuffer buffer = new RecordBuffer();
        Totals more = ListingCodec.write(listing, buffer);
        ByteBuffer bytes = buffer.finish();
        synchronized (this) {
            if (bytes.remaining() > pending.remaining()) {
                flush();
            }
            if (bytes.remaining() > pending.capacity()) {
                writeFully(bytes);
            } else {
                pending.put(bytes);
            }
            totals = totals.plus(more);
        }
        return more;
    }

    /** Opens the manifest while it grows: only {@link Manifest#readable} says how far, its totals are not known. */
    public Manifest growing() throws IOException {
        return new Manifest(file, new ManifestFacts(Totals.NONE, 0, 0), this);
    }

    /** Makes readable what was added; returns the position up to which it is, bytes. */
    synchronized long flushed() throws IOException {
        if (channel.isOpen()) {
            flush();
        }
        return written;
    }

    /** Ends the writing and opens the manifest. */
    public synchronized Manifest finish() throws IOException {
        try {
            flush();
            channel.close();
            return new Manifest(file, new ManifestFacts(totals, written, digest.getValue()), null);
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void flush() throws IOException {
        writeFully(pending.flip());
        pending.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        digest.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                written += channel.write(bytes);
            }
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }
}
