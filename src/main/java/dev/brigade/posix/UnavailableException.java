package dev.brigade.posix;

/** The library of system calls cannot be loaded on this machine. */
public final class UnavailableException extends Exception {
    UnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
