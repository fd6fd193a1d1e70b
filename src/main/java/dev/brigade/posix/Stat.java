package dev.brigade.posix;

import java.nio.ByteBuffer;

/**
 * Attributes of an entry.
 *
 * @param mode type and permission bits, as in {@code st_mode}
 * @param names number of names of the inode
 * @param device number of the file system, as in {@code st_dev}
 * @param size bytes
 * @param blocks allocated units of 512 bytes
 * @param mtimeSeconds modification time, seconds since 1970
 * @param mtimeNanos and nanoseconds within the second
 * @param ctimeSeconds time of the last change of the inode, seconds since 1970
 * @param ctimeNanos and nanoseconds within the second
 */
public record Stat(
        int mode,
        int names,
        int owner,
        int group,
        long device,
        long inode,
        long size,
        long blocks,
        long mtimeSeconds,
        int mtimeNanos,
        long ctimeSeconds,
        int ctimeNanos) {
    private static final int TYPE_MASK = 0170000;
    private static final long BLOCK = 512;
    private static final int REGULAR = 0100000;
    private static final int PERMISSIONS = 07777;

    /** Reads {@code struct statx} at the beginning of a buffer. */
    static Stat of(ByteBuffer view) {
        return new Stat(
                view.getShort(28) & 0xffff,
                view.getInt(16),
                view.getInt(20),
                view.getInt(24),
                device(view.getInt(136), view.getInt(140)),
                view.getLong(32),
                view.getLong(40),
                view.getLong(48),
                view.getLong(112),
                view.getInt(120),
                view.getLong(96),
                view.getInt(104));
    }

    /** As {@code makedev} puts the two numbers together. */
    private static long device(int major, int minor) {
        return (major & 0xfffff000L) << 32 | (major & 0xfffL) << 8 | (minor & 0xffffff00L) << 12 | minor & 0xffL;
    }

    /** Returns whether it is a regular file. */
    public boolean isFile() {
        return (mode & TYPE_MASK) == REGULAR;
    }

    /** Returns whether neither content nor attributes have changed since an earlier look. */
    public boolean isUnchangedSince(Stat earlier) {
        return size == earlier.size
                && mtimeSeconds == earlier.mtimeSeconds
                && mtimeNanos == earlier.mtimeNanos
                && ctimeSeconds == earlier.ctimeSeconds
                && ctimeNanos == earlier.ctimeNanos;
    }

    /** Returns whether less space is allocated than the content would need. */
    public boolean hasHoles() {
        return blocks * BLOCK < size;
    }

    /** Returns the permission bits, with set-id and sticky bits. */
    public int permissions() {
        return mode & PERMISSIONS;
    }
}
