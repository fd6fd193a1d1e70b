package dev.brigade.state;

import dev.brigade.manifest.Private;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** A kernel lock on a file, which ends with the process. Thread-safe. */
public final class RunLock implements AutoCloseable {
    /** Enough digits for the few runs of a state directory. */
    private static final int NAME_DIGITS = 32;

    /** Locked files of this JVM: another open and close of the same file would free the lock. */
    private static final Set<Path> OURS = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Somebody else has the lock. The message names the holder. */
    public static final class HeldException extends Exception {
        private static final long serialVersionUID = 1;

        private HeldException(String holder) {
            super(holder);
        }
    }

    /**
     * Excludes a second run of the same sources and destination.
     *
     * @param base the state directory; created if missing
     * @param subject what is locked, such as the names of the directories
     * @param holder one line that tells others who we are
     * @throws HeldException if another run has the lock
     * @throws IOException if the state directory cannot be used
     */
    public static RunLock take(Path base, byte[] subject, String holder) throws HeldException, IOException {
        Path locks = Runs.in(base).path().resolve("locks");
        Files.createDirectories(locks, Private.DIRECTORY);
        Path file = locks.toRealPath().resolve(digest(subject));
        synchronized (OURS) {
            Optional<RunLock> lock = take(file);
            if (lock.isEmpty()) {
                String other = OURS.contains(file) ? "this process" : Files.readString(file);
                throw new HeldException(other.isEmpty() ? "another process" : other);
            }
            lock.get().channel.truncate(0);
            lock.get().channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return lock.get();
        }
    }

    /** Locks a file, which is created if missing; empty if somebody has the lock. */
    static Optional<RunLock> take(Path file) throws IOException {
        synchronized (OURS) {
            if (OURS.contains(file)) {
                return Optional.empty();
            }
            FileChannel channel = RunDirectory.open(file);
            boolean free = channel.tryLock() != null;
            if (!free) {
                channel.close();
                return Optional.empty();
            }
            OURS.add(file);
            return Optional.of(new RunLock(file, channel));
        }
    }

    /** Returns a file name for what is locked. */
    public static String digest(byte[] subject) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(subject);
            return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Frees it. The file stays: otherwise a process that has it open would lock a file that nobody else finds. */
    @Override
    public void close() throws IOException {
        synchronized (OURS) {
            OURS.remove(file);
            channel.close();
        }
    }
}
