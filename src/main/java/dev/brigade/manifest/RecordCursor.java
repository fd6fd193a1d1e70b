package dev.brigade.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Reads numbers and names from a file, forwards. Not thread-safe; several cursors may share a channel. */
final class RecordCursor {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final FileChannel channel;
    private final ByteBuffer buffer;
    /** Where the current record ends: no number in it can count more things than it has bytes. */
    private long limit;

    /** Position in the file of the byte behind the buffer. */
    private long next;

    /** Begins at a position, to read about so many bytes, for which it needs no larger buffer. */
    RecordCursor(FileChannel channel, long position, long bytes) {
        this.channel = channel;
        this.next = position;
        this.buffer = ByteBuffer.allocate((int) Math.max(Long.BYTES, Math.min(BUFFER_BYTES, bytes)))
                .limit(0);
    }

    long position() {
        return next - buffer.remaining();
    }

    void position(long target) {
        long ahead = target - position();
        if (ahead >= -buffer.position() && ahead <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) ahead);
        } else {
            buffer.limit(0);
            next = target;
        }
    }

    void limit(long end) {
        limit = end;
    }

    int getByte() throws IOException {
        need(1);
        return buffer.get();
    }

    int getInt() throws IOException {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    long getLong() throws IOException {
        need(Long.BYTES);
        return buffer.getLong();
    }

    long getVarint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = getByte();
            value |= (b & 0x7FL) << shift;
            if (b >= 0 && value >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    /** Reads a number of things, each of which takes at least a byte of the record. */
    int getCount() throws IOException {
        long value = getVarint();
        if (value > limit - position()) {
            throw damaged();
        }
        return (int) value;
    }

    StateException damaged() {
        return new StateException("the manifest is damaged near byte " + position());
    }

    byte[] getBytes() throws IOException {
        int length = getCount();
        byte[] bytes = new byte[length];
        int part = 0;
        for (int done = 0; done < length; done += part) {
            need(1);
            part = Math.min(length - done, buffer.remaining());
            buffer.get(bytes, done, part);
        }
        return bytes;
    }

    /** Reads bytes and returns a number for them: for other bytes almost surely another; never 0. */
    long digest(int length) throws IOException {
        CRC32 high = new CRC32();
        CRC32C low = new CRC32C();
        for (int done = 0; done < length; ) {
            need(1);
            ByteBuffer part = buffer.slice(buffer.position(), Math.min(length - done, buffer.remaining()));
            high.update(part.duplicate());
            low.update(part.duplicate());
            buffer.position(buffer.position() + part.capacity());
            done += part.capacity();
        }
        return Math.max(1, high.getValue()) << Integer.SIZE | low.getValue();
    }

    private void need(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        while (buffer.position() < bytes) {
            int n = read();
            if (n < 0) {
                throw new StateException("the manifest ends too early");
            }
            next += n;
        }
        buffer.flip();
    }

    private int read() throws StateException {
        try {
            return channel.read(buffer, next);
        } catch (IOException e) {
            throw StateException.of("the manifest", e);
        }
    }
}
