package dev.brigade.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;

/** A system call failed. */
public final class PosixException extends IOException {
    private final int errno;

    PosixException(String call, int errno) {
        super(call + " failed with error " + errno);
        this.errno = errno;
    }

    /** Returns what a call returned, which is -1 if it failed. */
    static long check(String call, long result) throws PosixException {
        if (result < 0) {
            throw new PosixException(call, Native.getLastError());
        }
        return result;
    }

    /** Returns the error in the system's words, such as {@code Permission denied}. */
    public String reason() {
        return new Pointer(Libc.strerror(errno)).getString(0);
    }

    /** Returns the number of the error, see {@link Errno}. */
    public int errno() {
        return errno;
    }
}
