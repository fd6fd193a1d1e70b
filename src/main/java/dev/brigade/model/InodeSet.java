package dev.brigade.model;

/** Keys that were seen, such as of inodes; it holds so many and no more. Thread-safe. */
public final class InodeSet {
    /** 4 million keys take 64 MiB. */
    public static final int MOST = 1 << 22;

    private static final int FIRST_SLOTS = 1 << 10;

    private final int most;
    /** Open addressing, never more than half full; 0 is an empty slot, as no key is 0. */
    private long[] slots = new long[FIRST_SLOTS];

    private int size;
    private boolean complete = true;

    public InodeSet(int most) {
        this.most = most;
    }

    /** Whether it was not known before; what is beyond the limit never is. */
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

    /** Whether it is among those that are kept. */
    public synchronized boolean contains(long key) {
        return slots[slot(slots, key)] == key;
    }

    /** Whether all that were added could be kept. */
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

    /** Where a key is or would be. Keys are well mixed, their upper bits best. */
    private static int slot(long[] slots, long key) {
        int mask = slots.length - 1;
        int slot = (int) (key >>> Integer.SIZE) & mask;
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
