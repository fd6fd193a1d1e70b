package dev.brigade.state;

import dev.brigade.manifest.Private;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * A kernel lock by which runs of the same sources and destination exclude each other; the end of the process frees it,
 * however it ends.
 */
public final class RunLock implements AutoCloseable {
    /** Of the digest; more make no difference between the few runs of one state directory. */
    private static final int NAME_DIGITS = 32;

    /** More than any holder writes. */
    private static final int LONGEST_HOLDER = 1000;

    /** Locks of this JVM: to open and close one of their files once more would free it. */
    private static final Set<Path> OURS = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Somebody else has the lock. The message is what the holder says of itself. */
    public static final class HeldException extends Exception {
        private static final long serialVersionUID = 1;

        private HeldException(String holder) {
            super(holder);
        }
    }

    /**
     * Takes the lock at once or not at all.
     *
     * @param base where runs are kept; made if missing
     * @param subject what is locked, such as the names of the directories
     * @param holder what others shall be told of us, one line
     * @throws HeldException where another run has it
     * @throws IOException where the lock cannot be kept there
     */
    public static RunLock take(Path base, byte[] subject, String holder) throws HeldException, IOException {
        Path locks = Runs.in(base).path().resolve("locks");
        Files.createDirectories(locks, Private.DIRECTORY);
        Path file = locks.toRealPath().resolve(digest(subject));
        synchronized (OURS) {
            if (OURS.contains(file)) {
                throw new HeldException("this process");
            }
            FileChannel channel = RunDirectory.open(file);
            if (!isLocked(channel)) {
                String who = read(channel);
                channel.close();
                throw new HeldException(who.isEmpty() ? "another process" : who);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            OURS.add(file);
            return new RunLock(file, channel);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        return lock != null;
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_HOLDER);
        int length = channel.read(text, 0);
        return length <= 0 ? "" : new String(text.array(), 0, length, StandardCharsets.UTF_8);
    }

    /** A name for what is locked. */
    public static String digest(byte[] subject) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(subject);
            return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Frees it. The file stays: whoever waits at its door would else lock a file that nobody else can find. */
    @Override
    public void close() throws IOException {
        synchronized (OURS) {
            OURS.remove(file);
            channel.close();
        }
    }
}
