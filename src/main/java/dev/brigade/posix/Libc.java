package dev.brigade.posix;

import com.sun.jna.Native;

/**
 * Functions of the C library, as JNA maps them directly: every argument is a number, pointers too. All return -1 after
 * an error, which {@link Native#getLastError} tells. Thread-safe.
 */
final class Libc {
    private Libc() {}

    static native int openat(int directory, long name, int flags, int mode);

    static native int mkdirat(int directory, long name, int mode);

    static native int unlinkat(int directory, long name, int flags);

    static native int statx(int directory, long name, int flags, int mask, long buffer);

    static native int geteuid();

    static native int fchown(int file, int owner, int group);

    static native int fchmod(int file, int mode);

    static native int futimens(int file, long times);

    static native int fdatasync(int file);

    static native long flistxattr(int file, long list, long size);

    /** Any call by its number; all its arguments are numbers, so that it being variadic makes no difference. */
    static native long syscall(long number, long file, long buffer, long size);

    static native long strerror(int errno);

    static native long pread(int file, long buffer, long size, long position);

    static native long pwrite(int file, long buffer, long size, long position);

    static native long lseek(int file, long position, int from);

    static native int ftruncate(int file, long size);

    static native long copy_file_range(int in, long inPosition, int out, long outPosition, long size, int flags);

    static native int close(int file);
}
