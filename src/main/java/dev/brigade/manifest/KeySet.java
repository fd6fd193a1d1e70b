package dev.brigade.manifest;

/** A set of keys, such as of inodes, that holds a limited number of them. Thread-safe. */
public final class KeySet {
    /** 4 million keys take 64 MiB. */
    public static final int MOST = 1 << 22;

    /** Mixes numbers well in their upper bits, by multiplication: 2^64 over the golden ratio. */
    public static final long MIX = 0x9E3779B97F4A7C15L;

    private static final int FIRST_SLOTS = 1 << 10;

    private final int most;
    /** Open addressing, never more than half full; 0 is an empty slot, as no key is 0. */
    private long[] slots = new long[FIRST_SLOTS];

    private int size;
    private boolean complete = true;

    public KeySet(int most) {
        this.most = most;
    }

    /** Returns a key for a number: well mixed, never 0. */
    public static long key(long number) {
        long key = number * MIX;
        return key == 0 ? 1 : key;
    }

    /** Adds a key other than 0; returns whether it is new, which every key beyond the limit is. */
    public synchronized boolean add(long key) {
        int slot = slot(slots, key);
        if (slots[slot] == key) {
            return false;
        }
        if (size == most) {
            complete = false;
            return true;
        }
        slots[slot] = key;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    /** Returns whether the set holds a key. */
    public synchronized boolean contains(long key) {
        return slots[slot(slots, key)] == key;
    }

    /** Returns whether the set holds no key. */
    public synchronized boolean isEmpty() {
        return size == 0;
    }

    /** Returns whether the set holds all keys that were added. */
    public synchronized boolean isComplete() {
        return complete;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long key : slots) {
            if (key != 0) {
                larger[slot(larger, key)] = key;
            }
        }
        slots = larger;
    }

    /** Returns where a key is or would be. Keys are well mixed, their upper bits best. */
    private static int slot(long[] slots, long key) {
        int mask = slots.length - 1;
        int slot = (int) (key >>> Integer.SIZE) & mask;
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
