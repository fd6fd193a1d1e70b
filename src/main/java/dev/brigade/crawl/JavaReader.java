package dev.brigade.crawl;

import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Reads with what Java has: at once, on every machine, and slowly. */
record JavaReader(Path root) implements EntryReader {
    /** Each further attribute costs a tenth of the stat itself. */
    private static final String WANTED = "unix:mode,nlink,size,lastModifiedTime";

    private static final String IDENTITY = "unix:dev,ino";

    @Override
    public void read(FileName directory, boolean follow, Taker taker) throws IOException {
        Path path = directory.under(root);
        if (!follow && Files.isSymbolicLink(path)) {
            throw new NotDirectoryException(path.toString());
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            take(stream.iterator(), taker);
        }
    }

    private static void take(Iterator<Path> stream, Taker taker) throws IOException {
        try {
            while (stream.hasNext()) {
                Path path = stream.next();
                FileName last = FileName.lastOf(path);
                Attributes found;
                try {
                    found = of(path);
                } catch (IOException e) {
                    taker.failed(last, e);
                    continue;
                }
                taker.found(last, found);
            }
        } catch (DirectoryIteratorException e) {
            taker.broken(Objects.requireNonNull(e.getCause()));
        }
    }

    @Override
    public Attributes attributes(FileName name) throws IOException {
        return of(name.under(root));
    }

    static Attributes of(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
        Attributes attributes = Attributes.of(
                (int) get(found, "mode"),
                (long) get(found, "size"),
                ((FileTime) get(found, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                (int) get(found, "nlink"),
                0,
                0);
        if (!attributes.isDirectory() && attributes.names() == 1) {
            return attributes;
        }
        Map<String, Object> identity = Files.readAttributes(path, IDENTITY, LinkOption.NOFOLLOW_LINKS);
        return attributes.of((long) get(identity, "dev"), (long) get(identity, "ino"));
    }

    /** Returns the number of the file system of an entry of any kind. */
    static long device(Path path) throws IOException {
        return (long) Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
    }

    private static Object get(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name));
    }
}
