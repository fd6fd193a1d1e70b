package dev.brigade.run;

import dev.brigade.posix.Errno;
import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import dev.brigade.posix.Stat;
import java.util.function.IntPredicate;

/**
 * Copies one file after the other by system calls, into directories where nobody else can write. A file that is not
 * whole does not stay.
 *
 * @param rule what of a file is copied
 * @param step most bytes to write at a time
 * @param threads help with large files
 * @param wrote learns of bytes when they are written, may take its time, and says whether to go on
 */
record DirectCopy(Posix posix, DirectRule rule, int step, SpareThreads threads, IntPredicate wrote) {
    private static final int UNCHANGED = -1;

    /**
     * Copies a file with its attributes.
     *
     * @param source the directory it is in, open
     * @param destination the directory it comes into, open
     * @return bytes; -1 if it was not copied, because it is no plain file, changed meanwhile, or a call failed
     * @throws PosixException if a part of the file stays, because it cannot be removed
     */
    long copy(int source, int destination, byte[] name) throws PosixException {
        int in;
        try {
            in = posix.openToRead(source, name);
        } catch (PosixException e) {
            return -1;
        }
        try {
            Stat from = posix.stat(in);
            boolean plain = from.isFile()
                    && (from.permissions() & ~0777) == 0
                    && !(rule.attributes() && posix.hasAttributes(in));
            if (!plain) {
                return -1;
            }
            create(in, destination, name, from);
            return from.size();
        } catch (UnfinishedException e) {
            posix.unlink(destination, name);
            return -1;
        } catch (PosixException e) {
            return -1;
        } finally {
            posix.release(in);
        }
    }

    private void create(int in, int destination, byte[] name, Stat from) throws PosixException, UnfinishedException {
        int out = posix.create(destination, name, from.permissions(), rule.exclusive() || from.hasHoles());
        boolean complete = false;
        try {
            Stat made = posix.knownStat(out);
            complete = write(in, out, from);
            if (complete) {
                setAttributes(out, from, made);
            }
        } catch (PosixException e) {
            complete = false;
        }
        try {
            posix.close(out); // An NFS client tells here what the server did not take.
        } catch (PosixException e) {
            complete = false;
        }
        if (!complete) {
            throw new UnfinishedException();
        }
    }

    /** Returns whether all bytes came, and the source is still what it was. */
    private boolean write(int in, int out, Stat from) throws PosixException {
        return threads.copy(new DirectContent(in, out, from, step, wrote), posix)
                && posix.stat(in).isUnchangedSince(from);
    }

    private void setAttributes(int out, Stat from, Stat made) throws PosixException {
        if (made.permissions() != from.permissions()) { // By umask, or by a default ACL.
            posix.setMode(out, from.permissions());
        }
        posix.setTimes(out, from);
        int owner = rule.owners() && made.owner() != from.owner() ? from.owner() : UNCHANGED;
        int group = rule.groups() && made.group() != from.group() ? from.group() : UNCHANGED;
        if (owner != UNCHANGED || group != UNCHANGED) {
            try {
                posix.setOwner(out, owner, group);
            } catch (PosixException e) {
                // As rsync does: who is not root gives only groups that he is in.
                if (rule.root() || e.errno() != Errno.EPERM) {
                    throw e;
                }
            }
        }
        if (rule.sync()) {
            posix.sync(out);
        }
    }

    /** The file was created, and is not complete. */
    private static final class UnfinishedException extends Exception {}
}
