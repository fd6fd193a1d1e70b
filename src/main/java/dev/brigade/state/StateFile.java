package dev.brigade.state;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Private;
import dev.brigade.manifest.StateException;
import dev.brigade.model.FileName;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A small file of a run: a record as JSON, mode 0600, complete or missing, even after a power failure. */
final class StateFile {
    private static final Gson LINE = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapterFactory(new OptionalAdapters())
            .registerTypeAdapter(
                    FileName.class,
                    new Text<>(FileName::toString, text -> FileName.of(text.getBytes(StandardCharsets.ISO_8859_1))))
            .registerTypeAdapter(Duration.class, new Text<>(Duration::toString, Duration::parse))
            .registerTypeAdapter(Instant.class, new Text<>(Instant::toString, Instant::parse))
            .registerTypeHierarchyAdapter(Path.class, new Text<>(Path::toString, Path::of))
            .create();
    private static final Gson GSON = LINE.newBuilder().setPrettyPrinting().create();

    /** Bytes: more than 100,000 names of 4 KiB. */
    private static final int LARGEST = 512 << 20;

    private StateFile() {}

    /** Keeps a value as text: a name with one character for each byte. */
    private static final class Text<T> extends TypeAdapter<@Nullable T> {
        private final Function<T, String> write;
        private final Function<String, T> read;

        Text(Function<T, String> write, Function<String, T> read) {
            this.write = write;
            this.read = read;
        }

        @Override
        public void write(JsonWriter out, @Nullable T value) throws IOException {
            out.value(value == null ? null : write.apply(value));
        }

        @Override
        public @Nullable T read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            return read.apply(in.nextString());
        }
    }

    /** Returns a record as one line of JSON. */
    static String line(Record content) {
        return LINE.toJson(content);
    }

    /**
     * Reads a line that {@link #line} returned.
     *
     * @throws DamagedRunException if it is something else
     */
    static <T extends Record> T parse(String line, Class<T> type) throws DamagedRunException {
        try {
            T content = LINE.fromJson(line, type);
            if (content != null) {
                return content;
            }
        } catch (RuntimeException e) {
            // bad JSON, or a record that refuses its values
        }
        throw new DamagedRunException("a line is damaged");
    }

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
