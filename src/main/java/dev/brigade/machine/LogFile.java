package dev.brigade.machine;

import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file of an event log. */
public final class LogFile {
    private LogFile() {}

    /**
     * Opens a file, empties it, and locks it until it is closed. A new one has mode 0600.
     *
     * @throws RefusedException if it cannot be written, or if another run is writing it
     */
    public static OutputStream open(Path file) throws RefusedException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (Files.isRegularFile(file)) {
                lock(channel, file);
                channel.truncate(0);
            }
            return Channels.newOutputStream(channel);
        } catch (IOException e) {
            close(channel);
            throw new RefusedException(Fault.NOT_READY, "the log " + file + " cannot be written: " + Reasons.of(e));
        } catch (RefusedException e) {
            close(channel);
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path file) throws RefusedException, IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // The same program writes it: the message is the same, too.
        }
        throw new RefusedException(Fault.BUSY, "another run is writing the log " + file);
    }

    private static void close(@Nullable FileChannel channel) throws RefusedException {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new RefusedException(Fault.NOT_READY, "the log cannot be closed: " + Reasons.of(e));
        }
    }
}
