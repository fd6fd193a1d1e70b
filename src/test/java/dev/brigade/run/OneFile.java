package dev.brigade.run;

import dev.brigade.model.FileName;
import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/** Copies one file as the direct engine does. */
final class OneFile {
    private OneFile() {}

    /** Copies a file to another place, under the same name; see {@link DirectCopy#copy}. */
    static long copy(Path source, Path destination, boolean exclusive, SpareThreads threads, IntPredicate wrote)
            throws PosixException {
        Posix posix = new Posix();
        int from = posix.openRoot(source.getParent());
        int to = posix.openRoot(destination.getParent());
        try {
            DirectRule rule = new DirectRule(false, false, false, false, false, exclusive);
            byte[] name = FileName.lastOf(source).toBytes();
            return new DirectCopy(posix, rule, Posix.BLOCK, threads, wrote).copy(from, to, name);
        } finally {
            posix.release(from);
            posix.release(to);
        }
    }
}
