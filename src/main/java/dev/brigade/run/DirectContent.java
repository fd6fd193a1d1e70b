package dev.brigade.run;

import dev.brigade.model.Entry;
import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import dev.brigade.posix.Stat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/**
 * The content of one open file on its way into another one, which is empty. It is copied in ranges, by one thread or
 * several, and its end last: until then the size tells that it is not complete. Thread-safe; used once.
 */
final class DirectContent {
    /** A thread's share at a time, bytes: small, because the size shows people how far the copy is. */
    static final long RANGE = 4 << 20;

    /** A further thread is worth it for so many bytes. */
    private static final long FOR_A_THREAD = 32 << 20;

    private final int in;
    private final int out;
    private final long size;
    private final long rangesEnd;
    private final boolean holes;
    private final int step;
    private final IntPredicate wrote;
    private final AtomicLong next = new AtomicLong();
    private volatile boolean byKernel;
    private volatile boolean broken;

    /**
     * Prepares a copy.
     *
     * @param from attributes of the file that is read
     * @param step most bytes at a time
     * @param wrote learns of bytes when they are written, and says whether to go on
     */
    DirectContent(int in, int out, Stat from, int step, IntPredicate wrote) {
        boolean isLarge = from.size() >= Entry.LARGE_BYTES;
        this.in = in;
        this.out = out;
        this.size = from.size();
        this.rangesEnd = Math.max(0, size - 1) / Posix.BLOCK * Posix.BLOCK;
        this.holes = isLarge && from.hasHoles();
        this.byKernel = isLarge; // It may share blocks, or let the server copy.
        this.step = step;
        this.wrote = wrote;
    }

    /** Returns how many threads it is worth, at least 1. */
    long threads() {
        return 1 + size / FOR_A_THREAD;
    }

    /** Copies the next range; returns false if there is none, or the copy is broken. */
    boolean copyNext(Posix posix) {
        long begin = broken ? rangesEnd : next.getAndAdd(RANGE);
        if (begin < rangesEnd) {
            copy(posix, begin, Math.min(rangesEnd, begin + RANGE));
        }
        return begin < rangesEnd && !broken;
    }

    /** Copies the end, when all ranges are copied; returns whether the content is complete. */
    boolean finish(Posix posix) throws PosixException {
        if (!broken) {
            copy(posix, rangesEnd, size);
        }
        if (holes && !broken) {
            posix.setSize(out, size);
        }
        return !broken;
    }

    private void copy(Posix posix, long begin, long end) {
        try {
            if (!(holes ? copyData(posix, begin, end) : copyAll(posix, begin, end))) {
                broken = true;
            }
        } catch (PosixException e) {
            broken = true;
        }
    }

    private boolean copyData(Posix posix, long begin, long end) throws PosixException {
        for (long at = begin; at < end; ) {
            long data = Math.min(end, posix.nextData(in, at, end));
            at = data == end ? end : Math.min(end, posix.nextHole(in, data));
            if (!copyAll(posix, data, at)) {
                return false;
            }
        }
        return true;
    }

    /** Returns false if the source ended before, or the copy is not wanted any longer. */
    private boolean copyAll(Posix posix, long begin, long end) throws PosixException {
        for (long at = begin; at < end; ) {
            int copied = some(posix, at, (int) Math.min(step, end - at));
            at += copied;
            if (copied == 0 || !wrote.test(copied)) {
                return false;
            }
        }
        return true;
    }

    private int some(Posix posix, long at, int most) throws PosixException {
        if (byKernel) {
            int copied = posix.copyRange(in, out, at, most);
            if (copied > 0) {
                return copied;
            }
            byKernel = false;
        }
        int bytes = posix.read(in, at, most);
        posix.write(out, at, bytes);
        return bytes;
    }
}
