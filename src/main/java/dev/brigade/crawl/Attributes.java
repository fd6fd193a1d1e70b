package dev.brigade.crawl;

import dev.brigade.manifest.KeySet;
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
 * The attributes of an entry from one stat, which follows no links.
 *
 * @param mtimeNanos may be 0 if times were not asked for
 * @param names number of names of the inode, 1 if that was not asked for
 */
record Attributes(EntryType type, long size, long mtimeNanos, int names) {
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;

    /** Reads the attributes of entries of one directory. */
    @FunctionalInterface
    interface Reader {
        Attributes read(Path path) throws IOException;
    }

    /** Returns how to read the entries of an open directory. */
    static Reader in(DirectoryStream<Path> stream, CrawlRules rules) {
        // From an open directory the kernel looks up one component; Java then does not tell the number of names.
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

    /** Returns the number of the file system of an entry. */
    static long device(Path path) throws IOException {
        return (long) get(Files.readAttributes(path, "unix:dev", LinkOption.NOFOLLOW_LINKS), "dev");
    }

    /** Returns a value that all names of an inode share, never 0. */
    static long inodeKey(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
        // The constant keeps devices apart, which are small numbers as inodes are. A well mixed key makes parts of a
        // plan even.
        return KeySet.key((long) get(found, "ino") + (long) get(found, "dev") * 0xC2B2AE3D27D4EB4FL);
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
