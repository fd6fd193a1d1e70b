package dev.brigade.posix;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * System calls of one thread that read directories, with buffers of its own, which live until {@link #close}. A name is
 * looked up in its open directory, from the buffer into which the kernel wrote it. Not thread-safe.
 */
public final class DirectoryCalls implements AutoCloseable {
    /** Bytes of names that are read at a time: hundreds of entries. */
    private static final int NAMES_BYTES = 1 << 16;

    /** Where {@code struct linux_dirent64} has its length and its name. */
    private static final int DIRENT_LENGTH = 16;

    private static final int DIRENT_NAME = 19;

    private static final FileName SELF = FileName.of(".");
    private static final FileName PARENT = FileName.of("..");

    /** The C library has no function for it before 2.30. */
    private static final long GETDENTS64 = Posix.ARM ? 61 : 217;

    private final Memory memory = new Memory(Posix.STATX_BYTES + Posix.NAME_BYTES + NAMES_BYTES);
    private final long statAt = Pointer.nativeValue(memory);
    private final long pathAt = statAt + Posix.STATX_BYTES;
    private final long namesAt = pathAt + Posix.NAME_BYTES;
    private final ByteBuffer stat = view(0, Posix.STATX_BYTES);
    private final ByteBuffer path = view(Posix.STATX_BYTES, Posix.NAME_BYTES);
    private final ByteBuffer names = view(Posix.STATX_BYTES + Posix.NAME_BYTES, NAMES_BYTES);
    private final byte[] read = new byte[NAMES_BYTES];

    /** Makes the calls of one thread; the library is {@linkplain Posix#load loaded}. */
    public DirectoryCalls() {}

    /** Takes the entries of a directory. */
    public interface Entries {
        /** Takes an entry and its attributes. */
        void found(FileName name, Stat stat) throws IOException;

        /** Takes an entry whose attributes cannot be read. */
        void failed(FileName name, PosixException e) throws IOException;
    }

    /**
     * Opens a directory.
     *
     * @param follow whether a symbolic link in the last component is followed
     */
    public int openDirectory(byte[] absolute, boolean follow) throws PosixException {
        int flags = Posix.O_DIRECTORY | Posix.O_CLOEXEC | (follow ? 0 : Posix.O_NOFOLLOW);
        return (int) PosixException.check("open", Libc.openat(Posix.AT_FDCWD, text(absolute), flags, 0));
    }

    /** Closes a directory: there is nothing to lose. */
    public void release(int directory) {
        Libc.close(directory);
    }

    /** Returns the attributes of an entry; does not follow a symbolic link in the last component. */
    public Stat stat(byte[] absolute) throws PosixException {
        return statx(Posix.AT_FDCWD, text(absolute));
    }

    /**
     * Reads an open directory to its end.
     *
     * @throws PosixException if the directory cannot be read any further
     * @throws IOException what the taker throws
     */
    public void list(int directory, Entries entries) throws IOException {
        for (int bytes = readNames(directory); bytes > 0; bytes = readNames(directory)) {
            names.get(0, read, 0, bytes);
            for (int at = 0; at < bytes; at += length(at)) {
                int begin = at + DIRENT_NAME;
                FileName component = FileName.of(read, begin, end(at));
                if (!component.equals(SELF) && !component.equals(PARENT)) {
                    take(directory, namesAt + begin, component, entries);
                }
            }
        }
    }

    private int readNames(int directory) throws PosixException {
        long bytes = Libc.syscall(GETDENTS64, directory, namesAt, NAMES_BYTES);
        // A directory that was removed meanwhile has no more entries.
        return bytes < 0 && Native.getLastError() == Errno.ENOENT ? 0 : (int) PosixException.check("getdents64", bytes);
    }

    private int length(int at) {
        return names.getShort(at + DIRENT_LENGTH) & 0xffff;
    }

    private int end(int at) {
        // Entries are aligned to eight bytes: a name ends in the last eight, and what is behind its end means nothing.
        int end = at + Math.max(DIRENT_NAME, length(at) - Long.BYTES);
        while (read[end] != 0) {
            end++;
        }
        return end;
    }

    private void take(int directory, long name, FileName component, Entries entries) throws IOException {
        Stat found;
        try {
            found = statx(directory, name);
        } catch (PosixException e) {
            entries.failed(component, e);
            return;
        }
        entries.found(component, found);
    }

    private Stat statx(int directory, long name) throws PosixException {
        PosixException.check(
                "statx", Libc.statx(directory, name, Posix.AT_SYMLINK_NOFOLLOW, Posix.STATX_BASIC_STATS, statAt));
        return Stat.of(stat);
    }

    private long text(byte[] bytes) throws PosixException {
        if (bytes.length >= Posix.NAME_BYTES) {
            throw new PosixException("a path of " + bytes.length + " bytes", Errno.ENAMETOOLONG);
        }
        path.clear().put(bytes).put((byte) 0);
        return pathAt;
    }

    private ByteBuffer view(int from, int bytes) {
        return memory.getByteBuffer(from, bytes).order(ByteOrder.nativeOrder());
    }

    /** Frees the buffers; nothing may be called afterwards. */
    @Override
    public void close() {
        memory.close();
    }
}
