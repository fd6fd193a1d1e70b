package dev.brigade.manifest;

import dev.brigade.model.FileName;
import java.util.Arrays;

/** A growing array of bytes that numbers and names are written to. Not thread-safe. */
final class RecordBuffer {
    private byte[] bytes = new byte[4096];
    private int size;

    void putByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        putInt(reserveInt(), value);
    }

    /** Leaves room for a number that is known later and says where. */
    int reserveInt() {
        ensure(Integer.BYTES);
        size += Integer.BYTES;
        return size - Integer.BYTES;
    }

    void putInt(int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    void putLong(long value) {
        ensure(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[size++] = (byte) (value >>> (56 - 8 * i));
        }
    }

    /** Seven bits a byte, lowest first; the value is not negative. */
    void putVarint(long value) {
        ensure(10);
        long rest = value;
        while (rest >= 0x80) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void putName(FileName name) {
        putVarint(name.length());
        ensure(name.length());
        name.copyTo(bytes, size);
        size += name.length();
    }

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
