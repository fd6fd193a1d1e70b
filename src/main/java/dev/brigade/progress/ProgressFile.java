package dev.brigade.progress;

import dev.brigade.exec.DaemonTimer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code progress} in the directory of a run, mode 0600: a short line that shows how far it is, and all of it.
 * A thread of its own, as the storage may hang, replaces it every two seconds, without fsync. If it cannot be written,
 * the run goes on without. Thread-safe.
 */
final class ProgressFile {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);
    private static final long MILLIS = 2_000;

    private final Path file;
    private final Path beside;
    private final Supplier<List<String>> lines;
    private final ScheduledExecutorService timer = DaemonTimer.named("progress file");

    ProgressFile(Path run, Supplier<List<String>> lines) {
        this.file = run.resolve("progress");
        this.beside = run.resolve("progress.part");
        this.lines = lines;
    }

    /** Starts to write. */
    void begin(long millis) {
        var unused = timer.scheduleWithFixedDelay(this::write, 0, millis, TimeUnit.MILLISECONDS);
    }

    void begin() {
        begin(MILLIS);
    }

    private void write() {
        try {
            Files.deleteIfExists(beside);
            try (FileChannel channel = FileChannel.open(
                    beside,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes =
                        ByteBuffer.wrap((String.join("\n", lines.get()) + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("the progress cannot be written to {}: {}", file, e.getMessage());
        }
    }

    /** Stops to write, and removes the file; waits at most a second for a storage that hangs. */
    void end() {
        timer.execute(() -> {
            try {
                Files.deleteIfExists(file);
                Files.deleteIfExists(beside);
            } catch (IOException e) {
                LOG.debug("{} cannot be removed: {}", file, e.getMessage());
            }
        });
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
