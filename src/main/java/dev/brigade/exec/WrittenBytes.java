package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far rsync has written a file: the kernel shows the position of each open file. The size would not tell it
 * of a file that had content before, or that has holes. Thread-safe.
 */
public final class WrittenBytes {
    private static final Path PROC = Path.of("/proc");
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final Pattern FACTS =
            Pattern.compile("pos:\\s+(\\d{1,18})\\s+flags:\\s+0*[0-7]*([0-3])\\s[\\s\\S]*");

    private final LongSupplier nanoTime;
    private Map<Path, Path> open = Map.of();
    private long looked;

    /**
     * Knows no file.
     *
     * @param nanoTime a clock that only goes forward, nanoseconds
     */
    public WrittenBytes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.looked = nanoTime.getAsLong() - LOOK_NANOS;
    }

    /**
     * Returns how many bytes of a file are written. May wait for a storage.
     *
     * @param file its real path; rsync may write it under a temporary name
     * @param created whether it was missing: then its size is known, if nothing else is
     */
    public long of(Path file, boolean created) {
        OptionalLong position = position(file);
        return position.isPresent() || !created ? position.orElse(0) : size(file);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // Not made yet, or written under another name.
        }
    }

    private synchronized OptionalLong position(Path file) {
        OptionalLong position = read(find(file));
        if (position.isEmpty() && nanoTime.getAsLong() - looked >= LOOK_NANOS) {
            looked = nanoTime.getAsLong();
            open = look();
            position = read(find(file));
        }
        return position;
    }

    private @Nullable Path find(Path file) {
        Path facts = open.get(file);
        if (facts != null) {
            return facts;
        }
        String temporary = "." + file.getFileName() + ".";
        return open.entrySet().stream()
                .filter(each -> Objects.equals(file.getParent(), each.getKey().getParent())
                        && String.valueOf(each.getKey().getFileName()).startsWith(temporary))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static OptionalLong read(@Nullable Path facts) {
        if (facts == null) {
            return OptionalLong.empty();
        }
        try {
            Matcher matcher = FACTS.matcher(Files.readString(facts, StandardCharsets.ISO_8859_1));
            boolean written = matcher.matches() && !matcher.group(2).equals("0");
            return written ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // The process has closed it.
        }
    }

    /** Returns all files that processes named rsync have open, and where their positions are. */
    private static Map<Path, Path> look() {
        Map<Path, Path> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                if (isRsync(process)) {
                    addFiles(process, all);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return all; // Without /proc nothing is known.
        }
        return all;
    }

    private static boolean isRsync(Path process) {
        try {
            return Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
                    .equals("rsync\n");
        } catch (IOException e) {
            return false; // It has ended.
        }
    }

    private static void addFiles(Path process, Map<Path, Path> all) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                Path facts = process.resolve("fdinfo").resolve(file.getFileName());
                if (read(facts).isPresent()) {
                    all.put(Files.readSymbolicLink(file), facts);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended, or closed the file.
        }
    }
}
