package dev.brigade.manifest;

import dev.brigade.model.FileName;
import java.nio.ByteBuffer;

/** A growing record of numbers and names. Not thread-safe. */
final class RecordBuffer {
    private static final int LONGEST_VARINT = 10;

    private ByteBuffer bytes = ByteBuffer.allocate(4096);

    void putByte(int value) {
        room(1).put((byte) value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void putInt(int at, int value) {
        bytes.putInt(at, value);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /** Writes seven bits a byte, lowest first; the value is not negative. */
    void putVarint(long value) {
        ByteBuffer out = room(LONGEST_VARINT);
        long rest = value;
        while (rest >= 0x80) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    void putName(FileName name) {
        putVarint(name.length());
        name.copyTo(room(name.length()));
    }

    int size() {
        return bytes.position();
    }

    /** Ends the record and returns its bytes. */
    ByteBuffer finish() {
        return bytes.flip();
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(bytes.position() + more, bytes.capacity() * 2));
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }
}
