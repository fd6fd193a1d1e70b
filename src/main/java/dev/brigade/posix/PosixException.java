package dev.brigade.posix;

import java.io.IOException;

/** A system call failed. */
public final class PosixException extends IOException {
    private final int errno;

    PosixException(String call, int errno) {
        super(call + " failed with error " + errno);
        this.errno = errno;
    }

    /** Returns the number of the error, see {@link Errno}. */
    public int errno() {
        return errno;
    }
}
