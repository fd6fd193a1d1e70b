package dev.brigade.crawl;

import dev.brigade.model.FileName;
import dev.brigade.posix.DirectoryCalls;
import dev.brigade.posix.Errno;
import dev.brigade.posix.PosixException;
import dev.brigade.posix.Stat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Reads by system calls: a directory by few, each entry by one. */
final class PosixReader implements EntryReader {
    private static final long NANOS = 1_000_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS;

    private final FileName root;
    private final DirectoryCalls calls;

    PosixReader(FileName root, DirectoryCalls calls) {
        this.root = root;
        this.calls = calls;
    }

    @Override
    public void read(FileName directory, boolean follow, Taker taker) throws IOException {
        int open;
        try {
            open = calls.openDirectory(absolute(directory), follow);
        } catch (PosixException e) {
            throw known(e);
        }
        try {
            calls.list(open, new DirectoryCalls.Entries() {
                @Override
                public void found(FileName last, Stat stat) throws IOException {
                    taker.found(last, attributes(stat));
                }

                @Override
                public void failed(FileName last, PosixException e) {
                    taker.failed(last, known(e));
                }
            });
        } catch (PosixException e) {
            taker.broken(known(e));
        } finally {
            calls.release(open);
        }
    }

    @Override
    public Attributes attributes(FileName name) throws IOException {
        try {
            return attributes(calls.stat(absolute(name)));
        } catch (PosixException e) {
            throw known(e);
        }
    }

    private byte[] absolute(FileName name) {
        return root.resolve(name).toBytes();
    }

    private static Attributes attributes(Stat stat) {
        return Attributes.of(
                stat.mode(),
                stat.size(),
                nanos(stat.mtimeSeconds(), stat.mtimeNanos()),
                stat.names(),
                stat.device(),
                stat.inode());
    }

    private static long nanos(long seconds, int nanos) {
        if (Math.abs(seconds) < MOST_SECONDS) {
            return seconds * NANOS + nanos;
        }
        return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Returns the exception that Java would throw: its words are the same in every locale. */
    private static IOException known(PosixException e) {
        return switch (e.errno()) {
            case Errno.ENOENT -> new NoSuchFileException(null);
            case Errno.EACCES -> new AccessDeniedException(null);
            case Errno.ENOTDIR -> new NotDirectoryException(null);
            default -> new FileSystemException(null, null, e.reason());
        };
    }

    @Override
    public void close() {
        calls.close();
    }
}
