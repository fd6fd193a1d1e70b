package dev.brigade.run;

import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import java.util.function.IntPredicate;

/** Copies the content of one open file into another one, which is empty. Not thread-safe; used once. */
final class DirectContent {
    private final Posix posix;
    private final int step;
    private final IntPredicate wrote;
    private boolean byKernel;

    /**
     * Prepares a copy.
     *
     * @param step most bytes at a time
     * @param byKernel whether the kernel is asked first: it may share blocks, or let the server copy
     * @param wrote learns of bytes when they are written, and says whether to go on
     */
    DirectContent(Posix posix, int step, boolean byKernel, IntPredicate wrote) {
        this.posix = posix;
        this.step = step;
        this.byKernel = byKernel;
        this.wrote = wrote;
    }

    /**
     * Copies the content.
     *
     * @param size bytes
     * @param holes whether holes are looked for, and left out
     * @return false if the source ended before, or the copy is not wanted any longer
     */
    boolean copy(int in, int out, long size, boolean holes) throws PosixException {
        for (long begin = 0; begin < size; ) {
            long end = size;
            if (holes) {
                begin = Math.min(size, posix.nextData(in, begin, size));
                end = begin == size ? size : Math.min(size, posix.nextHole(in, begin));
                posix.seek(in, begin);
                posix.seek(out, begin);
            }
            if (!copy(in, out, end - begin)) {
                return false;
            }
            begin = end;
        }
        if (holes) {
            posix.setSize(out, size);
        }
        return true;
    }

    private boolean copy(int in, int out, long bytes) throws PosixException {
        for (long left = bytes; left > 0; ) {
            int copied = some(in, out, (int) Math.min(step, left));
            left -= copied;
            if (copied == 0 || !wrote.test(copied)) {
                return false;
            }
        }
        return true;
    }

    private int some(int in, int out, int most) throws PosixException {
        if (byKernel) {
            int copied = posix.copyRange(in, out, most);
            if (copied > 0) {
                return copied;
            }
            byKernel = false;
        }
        int bytes = posix.read(in, most);
        posix.write(out, bytes);
        return bytes;
    }
}
