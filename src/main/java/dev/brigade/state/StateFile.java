package dev.brigade.state;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Private;
import dev.brigade.manifest.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** A small file of a run: a record as JSON, mode 0600, complete or missing, even after a power failure. */
final class StateFile {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Bytes: more than 100,000 names of 4 KiB. */
    private static final int LARGEST = 512 << 20;

    private StateFile() {}

    /** Writes a file beside, forces it to the disk, and renames it: other clients see it complete or not at all. */
    static void write(Path file, Record content) throws StateException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(beside);
            writeBeside(beside, content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(file.resolveSibling("."))) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    private static void writeBeside(Path beside, Record content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Private.FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap((GSON.toJson(content) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * Reads a file; empty if it is missing.
     *
     * @throws DamagedRunException if it is not what was written
     */
    static <T extends Record> Optional<T> read(Path file, Class<T> type) throws StateException, DamagedRunException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
            T content = GSON.fromJson(text, type);
            if (content == null) {
                throw new DamagedRunException(file.getFileName() + " is empty");
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw StateException.of(file, e);
        } catch (RuntimeException e) {
            // bad JSON, or a record that refuses its values
            throw new DamagedRunException(file.getFileName() + " is damaged");
        }
    }
}
