package dev.brigade.crawl;

import dev.brigade.model.EntryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What one stat says of an entry; links are never followed. */
record Attributes(EntryType type, long size, long mtimeNanos, long device, long inode, int names) {
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;

    static Attributes of(Path path) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:mode,nlink,ino,dev,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        EntryType type = type((int) get(found, "mode"));
        return new Attributes(
                type,
                type == EntryType.FILE ? (long) get(found, "size") : 0,
                nanos((FileTime) get(found, "lastModifiedTime")),
                (long) get(found, "dev"),
                (long) get(found, "ino"),
                (int) get(found, "nlink"));
    }

    private static Object get(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name));
    }

    /** A value that all names of the inode share and that is never 0. */
    long inodeKey() {
        // Multiplied by an odd constant (2^64 over the golden ratio), so that parts of a plan come out even.
        long key = (inode * 31 + device) * 0x9E3779B97F4A7C15L;
        return key == 0 ? 1 : key;
    }

    private static EntryType type(int mode) {
        return switch (mode & TYPE_MASK) {
            case REGULAR -> EntryType.FILE;
            case DIRECTORY -> EntryType.DIRECTORY;
            case SYMLINK -> EntryType.SYMLINK;
            default -> EntryType.OTHER;
        };
    }

    private static long nanos(FileTime time) {
        Instant instant = time.toInstant();
        long seconds = instant.getEpochSecond();
        long limit = Long.MAX_VALUE / TimeUnit.SECONDS.toNanos(1) - 1;
        if (Math.abs(seconds) > limit) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return TimeUnit.SECONDS.toNanos(seconds) + instant.getNano();
    }
}
