package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code -p auto} beside each number of processes that it could have chosen. */
final class AutoCases {
    private static final List<String> ALL = List.of("small", "latency-1", "latency-5", "skewed");
    private static final String AUTO = "brigade-auto";

    private final Bench bench;
    private final Wanted wanted;
    private final Source source;
    private final Path work;

    AutoCases(Bench bench, Source source, Path work) {
        this.bench = bench;
        this.wanted = new Wanted(bench);
        this.source = source;
        this.work = work;
    }

    void run(String name) throws IOException, InterruptedException {
        switch (name) {
            case "auto" -> {
                for (String tree : ALL) {
                    run("auto-" + tree);
                }
            }
            case "auto-small" ->
                compare(
                        name,
                        Size.SMALL + " files of 2 KiB, 100 in a directory",
                        Cases.small(source),
                        new Place.Local(work),
                        1,
                        Size.AUTO_ROUNDS.get());
            case "auto-skewed" ->
                compare(
                        name,
                        Size.SKEWED + " files of 2 KiB, then 8 of " + Size.LARGE + " MiB",
                        Cases.skewed(source),
                        new Place.Local(work),
                        1,
                        Size.AUTO_ROUNDS.get());
            case "auto-latency-1" -> latency(name, 1, Size.AUTO_ROUNDS.get());
            case "auto-latency-5" -> latency(name, 5, Size.SLOW_ROUNDS.get());
            default -> throw new IllegalArgumentException("no case " + name);
        }
    }

    /** Fewer than 8 processes take minutes, and cannot be the best. */
    private void latency(String name, int delay, int rounds) throws IOException, InterruptedException {
        compare(
                name,
                Size.LATENCY + " files of 4 KiB, 40 in a directory, " + delay + " ms an operation",
                source.even(Size.LATENCY.get(), 40, 4096),
                new Place.Slow(work, delay, 1),
                8,
                rounds);
    }

    private void compare(String name, String title, Path tree, Place place, int least, int rounds)
            throws IOException, InterruptedException {
        List<Integer> fixed = Size.smoke()
                ? List.of(8)
                : IntStream.iterate(least, p -> p <= Wanted.MOST_PROCESSES, p -> 2 * p)
                        .boxed()
                        .toList();
        List<String> peers = Stream.concat(Stream.of(AUTO), fixed.stream().map(p -> "brigade-" + p))
                .toList();
        Map<String, Row> rows = bench.measure(
                new Work(name, title, tree, Work.Before.NOTHING, place, 0, source.entries(), rounds, peers));
        for (int p : fixed) {
            wanted.commands(name, Row.of(rows, "brigade-" + p), p, source.entries());
        }
        wanted.commands(name, Row.of(rows, AUTO), Wanted.autoProcesses(source.entries()), source.entries());
        Row best = rows.values().stream()
                .filter(row -> !row.peer.equals(AUTO))
                .min(Comparator.comparingDouble(Row::wall))
                .orElseThrow();
        wanted.atMost(
                name,
                "auto over the best, " + best.peer + ", wall",
                Row.of(rows, AUTO).wall() / best.wall(),
                1.1);
    }
}
