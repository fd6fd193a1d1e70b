package dev.brigade.posix;

/** Numbers of errors that have a meaning for brigade: the same on x86_64 and aarch64 (asm-generic/errno-base.h). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int ENOTDIR = 20;
    public static final int ENAMETOOLONG = 36;

    private Errno() {}
}
