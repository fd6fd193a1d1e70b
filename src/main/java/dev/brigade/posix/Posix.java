package dev.brigade.posix;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.brigade.model.FileName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * System calls of one thread, with buffers of its own, which live as long as this object. Directories and files are
 * numbers, as the kernel knows them; names are bytes of one component. No call follows a symbolic link in its last
 * component. Not thread-safe.
 */
public final class Posix {
    /** Bytes that {@link #read} and {@link #write} move at most. */
    public static final int BLOCK = 1 << 20;

    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_PATH = 010000000;
    static final int O_CLOEXEC = 02000000;
    static final int AT_FDCWD = -100;
    private static final int AT_EMPTY_PATH = 0x1000;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_STATX_DONT_SYNC = 0x4000;
    static final int STATX_BASIC_STATS = 0x7ff;

    /** {@code struct statx}, linux/stat.h. */
    static final int STATX_BYTES = 256;

    static final int NAME_BYTES = 4096;
    private static final int TIMES_BYTES = 32;

    /** They differ on aarch64, asm/fcntl.h. */
    static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;

    private static final byte[] SELF = {'.'};

    private static volatile boolean loaded;

    private final Memory memory = new Memory(STATX_BYTES + TIMES_BYTES + NAME_BYTES + BLOCK);
    private final ByteBuffer view =
            memory.getByteBuffer(0, STATX_BYTES + TIMES_BYTES + NAME_BYTES).order(ByteOrder.nativeOrder());
    private final long stat = Pointer.nativeValue(memory);
    private final long times = stat + STATX_BYTES;
    private final long positions = times;
    private final long name = times + TIMES_BYTES;
    private final long block = name + NAME_BYTES;

    /** Makes the calls of one thread; the library is loaded. */
    public Posix() {}

    /** Returns whether the library is there. */
    public static boolean isLoaded() {
        return loaded;
    }

    /**
     * Loads the library, once.
     *
     * @param directory where the library is unpacked while it is loaded; only this user may write there
     * @throws UnavailableException if the library cannot be loaded, such as from a file system mounted {@code noexec}
     */
    public static synchronized void load(Path directory) throws UnavailableException {
        if (loaded) {
            return;
        }
        // No library of the system: it may be another version's, or another user's.
        System.setProperty("jna.nosys", "true");
        System.setProperty("jna.noclasspath", "false");
        System.setProperty("jna.tmpdir", directory.toString());
        // Otherwise JNA starts ldconfig to search for libraries, and this process has the C library already.
        System.setProperty("jna.platform.library.path", "");
        try {
            Native.register(Libc.class, NativeLibrary.getProcess());
            loaded = true;
        } catch (LinkageError e) {
            throw new UnavailableException(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    /** Opens a directory by its absolute path, as a place for other calls. */
    public int openRoot(Path path) throws PosixException {
        return check("open", Libc.openat(AT_FDCWD, text(FileName.bytesOf(path)), O_PATH | O_DIRECTORY | O_CLOEXEC, 0));
    }

    /** Opens a directory in another one, as a place for other calls. */
    public int openDirectory(int parent, byte[] component) throws PosixException {
        return check("openat", Libc.openat(parent, text(component), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0));
    }

    /** Opens a directory some levels below another one, or that one again, as a place for other calls. */
    public int openDirectories(int root, FileName name) throws PosixException {
        int current = openDirectory(root, SELF);
        for (FileName component : name.components()) {
            int parent = current;
            try {
                current = openDirectory(parent, component.toBytes());
            } finally {
                release(parent);
            }
        }
        return current;
    }

    /** Opens a file to read; a FIFO does not make it wait. */
    public int openToRead(int directory, byte[] component) throws PosixException {
        return check("openat", Libc.openat(directory, text(component), O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0));
    }

    /**
     * Creates a file and opens it to write.
     *
     * @param exclusive whether an existing entry of this name is an error
     */
    public int create(int directory, byte[] component, int mode, boolean exclusive) throws PosixException {
        int flags = O_CREAT | O_WRONLY | O_NOFOLLOW | O_CLOEXEC | (exclusive ? O_EXCL : 0);
        return check("create", Libc.openat(directory, text(component), flags, mode));
    }

    /**
     * Makes a directory.
     *
     * @return false if there is an entry of this name
     */
    public boolean makeDirectory(int parent, byte[] component, int mode) throws PosixException {
        if (Libc.mkdirat(parent, text(component), mode) == 0) {
            return true;
        }
        int errno = Native.getLastError();
        if (errno == Errno.EEXIST) {
            return false;
        }
        throw new PosixException("mkdirat", errno);
    }

    /** Removes a name that is no directory's. */
    public void unlink(int directory, byte[] component) throws PosixException {
        check("unlinkat", Libc.unlinkat(directory, text(component), 0));
    }

    /** Returns the attributes of an open file. */
    public Stat stat(int file) throws PosixException {
        return statx(file, 0);
    }

    /** Returns the attributes of an open file as this machine knows them: it asks no server. */
    public Stat knownStat(int file) throws PosixException {
        return statx(file, AT_STATX_DONT_SYNC);
    }

    private Stat statx(int file, int flags) throws PosixException {
        check("statx", Libc.statx(file, text(new byte[0]), AT_EMPTY_PATH | flags, STATX_BASIC_STATS, stat));
        return Stat.of(view);
    }

    /** Returns the user as whom this process makes files. */
    public int user() {
        return Libc.geteuid();
    }

    /** Returns whether a file has extended attributes, such as an access control list. */
    public boolean hasAttributes(int file) throws PosixException {
        return PosixException.check("flistxattr", Libc.flistxattr(file, 0, 0)) > 0;
    }

    /** Sets owner and group; -1 leaves one as it is. */
    public void setOwner(int file, int owner, int group) throws PosixException {
        check("fchown", Libc.fchown(file, owner, group));
    }

    /** Sets permission bits. */
    public void setMode(int file, int mode) throws PosixException {
        check("fchmod", Libc.fchmod(file, mode));
    }

    /** Sets the access time and the modification time to the modification time of another file. */
    public void setTimes(int file, Stat of) throws PosixException {
        for (int at = STATX_BYTES; at < STATX_BYTES + TIMES_BYTES; at += TIMES_BYTES / 2) {
            view.putLong(at, of.mtimeSeconds());
            view.putLong(at + Long.BYTES, of.mtimeNanos());
        }
        check("futimens", Libc.futimens(file, times));
    }

    /** Waits until the content of a file is on the storage. */
    public void sync(int file) throws PosixException {
        check("fdatasync", Libc.fdatasync(file));
    }

    /**
     * Reads from a position of a file into the buffer.
     *
     * @return bytes, 0 at the end of the file
     */
    public int read(int file, long position, int most) throws PosixException {
        return (int) PosixException.check("pread", Libc.pread(file, block, most, position));
    }

    /** Writes all of the first bytes of the buffer to a position of a file. */
    public void write(int file, long position, int bytes) throws PosixException {
        for (int done = 0; done < bytes; ) {
            done += (int)
                    PosixException.check("pwrite", Libc.pwrite(file, block + done, bytes - done, position + done));
        }
    }

    /** Returns where the next data of a file begins, at or behind a position; the end if there is none. */
    public long nextData(int file, long position, long end) throws PosixException {
        long found = Libc.lseek(file, position, SEEK_DATA);
        if (found < 0 && Native.getLastError() == Errno.ENXIO) {
            return end;
        }
        return PosixException.check("lseek", found);
    }

    /** Returns where the next hole of a file begins, at or behind a position; the end of the file is one. */
    public long nextHole(int file, long position) throws PosixException {
        return PosixException.check("lseek", Libc.lseek(file, position, SEEK_HOLE));
    }

    /** Sets the size of a file, bytes. */
    public void setSize(int file, long size) throws PosixException {
        check("ftruncate", Libc.ftruncate(file, size));
    }

    /**
     * Lets the kernel copy from a position of one file to the same position of another.
     *
     * @return bytes; 0 if the kernel or the storage does not do that here
     */
    public int copyRange(int in, int out, long position, int most) {
        view.putLong(STATX_BYTES, position).putLong(STATX_BYTES + Long.BYTES, position);
        return (int) Math.max(0, Libc.copy_file_range(in, positions, out, positions + Long.BYTES, most, 0));
    }

    /** Closes a file; a file that was written may report an error only now. */
    public void close(int file) throws PosixException {
        check("close", Libc.close(file));
    }

    /** Closes a directory, or a file that was only read: there is nothing to lose. */
    public void release(int file) {
        Libc.close(file);
    }

    private long text(byte[] bytes) throws PosixException {
        if (bytes.length >= NAME_BYTES) {
            throw new PosixException("a path of " + bytes.length + " bytes", Errno.ENAMETOOLONG);
        }
        view.position(STATX_BYTES + TIMES_BYTES);
        view.put(bytes).put((byte) 0);
        return name;
    }

    private static int check(String call, int result) throws PosixException {
        return (int) PosixException.check(call, result);
    }
}
