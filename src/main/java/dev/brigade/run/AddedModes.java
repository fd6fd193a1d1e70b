package dev.brigade.run;

import dev.brigade.manifest.Private;
import dev.brigade.manifest.StateException;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.Reasons;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Removes the permissions that {@code --chmod=Du+rwx} gave to new directories. With {@code -p} the verifying pass sets
 * all modes; without it, rsync leaves the mode of a directory that exists, so brigade has to do it. The list of these
 * directories is a file of the run, so that a run that is resumed has it too. Thread-safe.
 */
final class AddedModes {
    private static final int OWNER = 0700;
    private static final String MODE = "unix:mode";

    private final Path file;

    AddedModes(Path runDirectory) {
        this.file = runDirectory.resolve("modes");
    }

    /**
     * Notes a directory that a process created, if it got more permissions than rsync gives it.
     *
     * @param source the root of its name in the source
     * @param chmod the mode that the user's {@code --chmod} makes of a directory's mode
     * @throws StateException if the list cannot be written
     */
    void created(FileName name, Path source, IntUnaryOperator chmod) throws StateException {
        int mode;
        try {
            mode = mode(name.under(source));
        } catch (IOException e) {
            return; // It vanished, or rsync reports the same error.
        }
        int added = OWNER & ~chmod.applyAsInt(mode);
        if (added != 0) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.write('0' + (added >> 6));
            line.writeBytes(name.toBytes());
            line.write(0);
            append(ByteBuffer.wrap(line.toByteArray()));
        }
    }

    private synchronized void append(ByteBuffer line) throws StateException {
        Set<StandardOpenOption> append = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FileChannel channel = FileChannel.open(file, append, Private.FILE)) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    /** Removes the permissions of all noted directories, and returns what failed. */
    List<Problem> remove(Path destination) throws StateException {
        List<Problem> problems = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                added().forEach((name, bits) -> remove(name, bits, destination).ifPresent(problems::add));
                Files.delete(file);
            }
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
        return problems;
    }

    private SortedMap<FileName, Integer> added() throws IOException {
        byte[] lines = Files.readAllBytes(file);
        // What is inside a directory comes first, as the directory may become one that cannot be entered.
        SortedMap<FileName, Integer> added = new TreeMap<>(Comparator.reverseOrder());
        for (int start = 0, end = 0; end < lines.length; end++) {
            if (lines[end] == 0) {
                added.put(FileName.of(lines, start + 1, end), (lines[start] - '0') << 6);
                start = end + 1;
            }
        }
        return added;
    }

    private static Optional<Problem> remove(FileName name, int added, Path destination) {
        Path directory = name.under(destination);
        try {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.setAttribute(directory, MODE, mode(directory) & 07777 & ~added, LinkOption.NOFOLLOW_LINKS);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Problem(name, "its mode cannot be set in the destination: " + Reasons.of(e)));
        }
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS);
    }
}
