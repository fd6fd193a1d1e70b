package dev.brigade.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts files by size: empty, below 1 KiB, then a class for each factor of four up to 1 TiB and more. So 1 MiB, from
 * which brigade names files one by one, is a border. Not thread-safe.
 */
public final class SizeClasses {
    /** Empty; below 1 KiB; 15 classes from 1 KiB to below 1 TiB; the rest. */
    private static final int CLASSES = 18;

    private static final int KIBI_BITS = 10;

    private final long[] files = new long[CLASSES];
    private final long[] bytes = new long[CLASSES];

    /** Counts a file of a size in bytes. */
    public void add(long size) {
        int index = index(size);
        files[index]++;
        bytes[index] = Totals.add(bytes[index], size);
    }

    /** Adds the counts of another one. */
    public void add(SizeClasses other) {
        for (int i = 0; i < CLASSES; i++) {
            files[i] += other.files[i];
            bytes[i] = Totals.add(bytes[i], other.bytes[i]);
        }
    }

    /** Returns all classes, also the empty ones, the smallest first. */
    public List<SizeClass> toList() {
        List<SizeClass> list = new ArrayList<>();
        for (int i = 0; i < CLASSES; i++) {
            list.add(new SizeClass(from(i), files[i], bytes[i]));
        }
        return List.copyOf(list);
    }

    private static int index(long size) {
        if (size == 0) {
            return 0;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size);
        return bits <= KIBI_BITS ? 1 : Math.min(CLASSES - 1, 2 + (bits - KIBI_BITS - 1) / 2);
    }

    private static long from(int index) {
        return index < 2 ? index : 1L << (KIBI_BITS + 2 * (index - 2));
    }
}
