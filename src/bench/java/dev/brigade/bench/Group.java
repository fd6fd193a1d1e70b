package dev.brigade.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a command in a control group of its own, so that CPU and memory are those of its whole process tree, whoever
 * waited for whom. Memory is the highest sum of what is each process's own (RssAnon), looked at each 20 ms.
 */
final class Group implements AutoCloseable {
    private static final int PAUSE_MS = 20;
    private final Path directory;
    private final Path log;
    private final Thread atExit = new Thread(this::end);
    private final Map<Long, Long> lastSeen = new HashMap<>();
    private long memory;

    /**
     * Time, memory and processes of one run.
     *
     * @param wall seconds
     * @param cpu seconds
     * @param memory bytes
     * @param rsyncs commands started
     * @param late how much later than the mean the very last rsync of the copy ended, among the last ones, as many as
     *     ran at a time; a part of that mean, counted from the first start; NaN without a copy
     */
    record Took(int exit, double wall, double cpu, long memory, int rsyncs, double late) {}

    /** A group; {@code log} is where starts of rsync are noted. */
    Group(Path log) throws IOException {
        Path hybrid = Path.of("/sys/fs/cgroup/unified");
        Path root = Files.exists(hybrid) ? hybrid : Path.of("/sys/fs/cgroup");
        this.directory = root.resolve("brigade-bench-" + ProcessHandle.current().pid());
        this.log = log;
        Files.createDirectory(directory);
        Files.deleteIfExists(log);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    Took run(List<String> command, Map<String, String> environment, Path output, int processes)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("sh", "-c", "echo 0 >\"$0/cgroup.procs\" && exec \"$@\"", directory.toString()));
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        AtomicLong end = new AtomicLong();
        Process process = builder.start();
        var ended = process.onExit().thenRun(() -> end.set(System.nanoTime()));
        do {
            look();
        } while (!process.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS));
        ended.join();
        double cpu = Files.readAllLines(directory.resolve("cpu.stat")).stream()
                        .filter(line -> line.startsWith("usage_usec "))
                        .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
                        .sum()
                / 1e6;
        List<String> starts = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return new Took(
                process.exitValue(), (end.get() - start) / 1e9, cpu, memory, starts.size(), late(starts, processes));
    }

    private void look() throws IOException {
        long now = System.nanoTime();
        Map<Long, Memory> seen = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve("cgroup.procs"))) {
            long pid = Long.parseLong(line);
            lastSeen.put(pid, now);
            Memory.of(pid).ifPresent(found -> seen.put(pid, found));
        }
        long sum = seen.values().stream()
                .filter(one -> Optional.ofNullable(seen.get(one.parent()))
                        .filter(one::isStillThatOf)
                        .isEmpty())
                .mapToLong(Memory::own)
                .sum();
        memory = Math.max(memory, sum);
    }

    /** Of one process: bytes of address space, and of memory that is its own. */
    private record Memory(long parent, long space, long own) {
        /** Returns nothing if the process has just ended. */
        static Optional<Memory> of(long pid) {
            try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
                Map<String, Long> figures = new HashMap<>();
                lines.filter(line -> line.matches("(PPid|VmSize|RssAnon):.*"))
                        .forEach(line ->
                                figures.put(line.split(":", -1)[0], Long.valueOf(line.replaceAll("[^0-9]", ""))));
                return figures.size() == 3
                        ? Optional.of(new Memory(
                                figures.getOrDefault("PPid", 0L),
                                figures.getOrDefault("VmSize", 0L) << 10,
                                figures.getOrDefault("RssAnon", 0L) << 10))
                        : Optional.empty();
            } catch (IOException | UncheckedIOException e) {
                return Optional.empty();
            }
        }

        /** Between vfork and exec a child has its parent's memory, which is not there twice. */
        boolean isStillThatOf(Memory other) {
            return space == other.space && Math.abs(own - other.own) <= other.own / 100;
        }
    }

    /** Work is dealt in parts that get smaller: those that end last tell whether all processes were busy to the end. */
    private double late(List<String> starts, int processes) {
        List<String[]> copies = starts.stream()
                .map(line -> line.split(" "))
                .filter(words -> words[1].equals("copy"))
                .toList();
        long began = copies.stream()
                .mapToLong(words -> Long.parseLong(words[2]))
                .min()
                .orElse(0);
        long[] ends = copies.stream()
                .map(words -> lastSeen.get(Long.valueOf(words[0])))
                .filter(Objects::nonNull)
                .mapToLong(seen -> seen - began)
                .sorted()
                .toArray();
        int last = Math.min(processes, ends.length);
        double mean =
                Arrays.stream(ends, ends.length - last, ends.length).average().orElse(Double.NaN);
        return last == 0 ? Double.NaN : ends[ends.length - 1] / mean - 1;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // we are ending already, and the hook finds nothing to do
        }
    }

    /** Ends what is still there, and the group; once, whoever comes first. */
    private synchronized void end() {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            Path members = directory.resolve("cgroup.procs");
            for (int i = 0; i < 500 && !Files.readAllLines(members).isEmpty(); i++) {
                for (String pid : Files.readAllLines(members)) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
                Thread.sleep(10);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
