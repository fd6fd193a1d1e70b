package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/** Asserts that a run left nothing of its own: no process, no temporary file. Thread-safe. */
public final class LeftBehind {
    private static final int POLL_MILLIS = 20;
    /** What rsync calls a file that it has not finished: {@code .NAME.XXXXXX}. */
    private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[A-Za-z0-9]{6}", Pattern.DOTALL);

    private LeftBehind() {}

    /**
     * Fails if a process other than this JVM still has the marker in its arguments or environment when the time is
     * over; returns as soon as none has.
     *
     * @param marker bytes as Latin-1 text, such as the destination's path
     */
    public static void assertNoProcess(String marker, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        List<String> alive = processes(marker);
        while (!alive.isEmpty() && System.nanoTime() < end) {
            pause();
            alive = processes(marker);
        }
        if (!alive.isEmpty()) {
            Assertions.fail("still alive after " + within + ":\n" + String.join("\n", alive));
        }
    }

    /** The processes, other than this JVM, that have the marker in their arguments or environment: one line each. */
    public static List<String> processes(String marker) {
        List<String> found = new ArrayList<>();
        String self = String.valueOf(ProcessHandle.current().pid());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                String arguments = text(process.resolve("cmdline"));
                boolean marked = arguments.contains(marker)
                        || text(process.resolve("environ")).contains(marker);
                if (marked && !process.getFileName().toString().equals(self)) {
                    found.add(process.getFileName() + " " + arguments.replace('\0', ' '));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The file's bytes; nothing if the process has ended meanwhile or is another user's. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Fails if the destination has files named as rsync names unfinished ones that the source does not have. */
    public static void assertNoTemporaryFiles(Path source, Path destination) {
        Set<String> inSource = new HashSet<>(Inventory.names(source));
        List<String> left = Inventory.names(destination).stream()
                .filter(name -> TEMPORARY
                        .matcher(name.substring(name.lastIndexOf('/') + 1))
                        .matches())
                .filter(name -> !inSource.contains(name))
                .toList();
        if (!left.isEmpty()) {
            Assertions.fail("temporary files below " + destination + ": " + left);
        }
    }

    /**
     * Directories of runs in a state directory that are not over: alive, dead or interrupted. Of one that is over,
     * little stays.
     */
    public static List<Path> unfinishedRuns(Path state) {
        List<Path> runs = new ArrayList<>();
        if (Files.exists(state.resolve("runs"))) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(state.resolve("runs"), "run-*")) {
                for (Path run : each) {
                    List<String> names = Inventory.names(run);
                    boolean over = names.contains("outcome")
                            && names.stream()
                                    .allMatch(name ->
                                            name.matches("lock|request|outcome|entries|history|mounts|errors(/.*)?"));
                    if (!over) {
                        runs.add(run);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return runs;
    }

    /** The names below a directory, as Latin-1 text; none where there is no such directory. */
    public static List<String> names(Path directory) {
        return Files.isDirectory(directory) ? Inventory.names(directory) : List.of();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
