package dev.brigade.crawl;

import dev.brigade.manifest.KeySet;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;

/**
 * The attributes of an entry from one stat, which follows no links.
 *
 * @param size bytes of a regular file, 0 for everything else
 * @param mtimeNanos since 1970, saturated at the ends of a {@code long}
 * @param names number of names of the inode
 * @param device number of the file system, known of directories and of what has several names
 * @param inode number within the file system, known like it
 */
record Attributes(EntryType type, long size, long mtimeNanos, int names, long device, long inode) {
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;

    static Attributes of(int mode, long size, long mtimeNanos, int names, long device, long inode) {
        EntryType type = switch (mode & TYPE_MASK) {
            case REGULAR -> EntryType.FILE;
            case DIRECTORY -> EntryType.DIRECTORY;
            case SYMLINK -> EntryType.SYMLINK;
            default -> EntryType.OTHER;
        };
        return new Attributes(type, type == EntryType.FILE ? size : 0, mtimeNanos, names, device, inode);
    }

    Attributes of(long itsDevice, long itsInode) {
        return new Attributes(type, size, mtimeNanos, names, itsDevice, itsInode);
    }

    boolean isDirectory() {
        return type == EntryType.DIRECTORY;
    }

    Entry entry(FileName last, CrawlRules rules) {
        boolean linked = rules.hardLinks() && names > 1 && !isDirectory();
        return new Entry(last, type, size, mtimeNanos, linked ? inodeKey() : 0);
    }

    /** Returns a value that all names of an inode share, never 0. */
    private long inodeKey() {
        // The constant keeps devices apart, which are small numbers as inodes are. A well mixed key makes parts of a
        // plan even.
        return KeySet.key(inode + device * 0xC2B2AE3D27D4EB4FL);
    }
}
