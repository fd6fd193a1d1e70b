package dev.brigade.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc}, and sends signals without a shell or kill(1). */
final class SystemProcessTable implements ProcessTable {
    private static final Path PROC = Path.of("/proc");

    private List<ProcStat> last = List.of();
    private long lastBegan = System.nanoTime() - 1;

    /** When a run is stopped, many threads ask at once: they share every look that began after they asked. */
    @Override
    public List<ProcStat> all() {
        long asked = System.nanoTime();
        synchronized (this) {
            if (lastBegan - asked < 0) {
                lastBegan = System.nanoTime();
                last = read();
            }
            return last;
        }
    }

    @Override
    public Optional<ProcStat> find(long pid) {
        return stat(PROC.resolve(Long.toString(pid)));
    }

    /** A process that waits for a storage uses less than a hundredth of a second, so schedstat is better than stat. */
    @Override
    public long usedNanos(long pid) {
        try {
            String text = Files.readString(PROC.resolve(pid + "/schedstat"), StandardCharsets.ISO_8859_1);
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toNanos)
                    .orElse(0L);
        }
    }

    @Override
    public void terminate(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }

    @Override
    public void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static List<ProcStat> read() {
        List<ProcStat> found = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            directories.forEach(directory -> stat(directory).ifPresent(found::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        }
        return found;
    }

    private static Optional<ProcStat> stat(Path directory) {
        try {
            return ProcStat.parse(Files.readAllBytes(directory.resolve("stat")));
        } catch (IOException e) {
            if (Files.exists(directory)) {
                throw new UncheckedIOException(e); // taken for gone, it would be left running
            }
            return Optional.empty();
        }
    }
}
