package dev.brigade.crawl;

import dev.brigade.model.EntryType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What one stat says of an entry; links are never followed.
 *
 * @param mtimeNanos may be 0 where times were not asked for
 * @param names how many names the inode has, 1 where that was not asked for
 */
record Attributes(EntryType type, long size, long mtimeNanos, int names) {
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;

    /** Reads the attributes of entries of one directory. */
    @FunctionalInterface
    interface Reader {
        /** What one stat says of an entry, given as the directory's stream gives it. */
        Attributes read(Path path) throws IOException;
    }

    /** How the entries of an open directory are read. */
    static Reader in(DirectoryStream<Path> stream, CrawlRules rules) {
        // From the open directory the kernel has one component to look up. How many names there are, Java does not tell
        // then.
        return !rules.hardLinks() && stream instanceof SecureDirectoryStream<Path> open
                ? path -> of(open, path.getFileName())
                : path -> of(path, rules.times());
    }

    private static Attributes of(SecureDirectoryStream<Path> open, Path name) throws IOException {
        BasicFileAttributes found = open.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        EntryType type = found.isRegularFile()
                ? EntryType.FILE
                : found.isDirectory()
                        ? EntryType.DIRECTORY
                        : found.isSymbolicLink() ? EntryType.SYMLINK : EntryType.OTHER;
        return new Attributes(
                type,
                type == EntryType.FILE ? found.size() : 0,
                found.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                1);
    }

    static Attributes of(Path path, boolean times) throws IOException {
        // Each further attribute costs a tenth of the stat itself.
        String wanted = times ? "unix:mode,nlink,size,lastModifiedTime" : "unix:mode,nlink,size";
        Map<String, Object> found = Files.readAttributes(path, wanted, LinkOption.NOFOLLOW_LINKS);
        EntryType type = type((int) get(found, "mode"));
        return new Attributes(
                type,
                type == EntryType.FILE ? (long) get(found, "size") : 0,
                times ? ((FileTime) get(found, "lastModifiedTime")).to(TimeUnit.NANOSECONDS) : 0,
                (int) get(found, "nlink"));
    }

    /** The file system an entry is on. */
    static long device(Path path) throws IOException {
        return (long) get(Files.readAttributes(path, "unix:dev", LinkOption.NOFOLLOW_LINKS), "dev");
    }

    /** A value that all names of an inode share and that is never 0. */
    static long inodeKey(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
        // The first odd constant keeps devices apart, which are small numbers as inodes are; the second (2^64 over the
        // golden ratio)
        // makes parts of a plan come out even.
        long key = ((long) get(found, "ino") + (long) get(found, "dev") * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L;
        return key == 0 ? 1 : key;
    }

    private static Object get(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name));
    }

    private static EntryType type(int mode) {
        return switch (mode & TYPE_MASK) {
            case REGULAR -> EntryType.FILE;
            case DIRECTORY -> EntryType.DIRECTORY;
            case SYMLINK -> EntryType.SYMLINK;
            default -> EntryType.OTHER;
        };
    }
}
