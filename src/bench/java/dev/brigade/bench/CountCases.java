package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cases without a copy: brigade count beside find, and the planner alone. */
final class CountCases {
    private final Bench bench;
    private final Wanted wanted;
    private final Path work;

    CountCases(Bench bench, Path work) {
        this.bench = bench;
        this.wanted = new Wanted(bench);
        this.work = work;
    }

    void crawl() throws IOException, InterruptedException {
        Place.Slow slow = new Place.Slow(work, 1, 1);
        Map<String, Row> rows = counted(
                "crawl-slow",
                Size.CRAWL_SLOW + " files, 20 in a directory, behind 1 ms an operation, nothing cached",
                new Source(slow.root().resolve("source")),
                slow,
                Size.CRAWL_SLOW.get(),
                20,
                Size.SLOW_ROUNDS.get(),
                List.of("count", "find"));
        wanted.faster("crawl-slow", "faster than find, wall", rows, "find", Row::wall, 20);
        long most = Row.of(rows, "find").operations() * 21 / 20;
        bench.check(
                Row.of(rows, "count").operations() <= most,
                "crawl-slow: brigade count asks at most 1.05 times what find asks",
                "brigade count asked " + Row.of(rows, "count").operations() + " times, more than " + most);
        Path disk = Path.of(System.getenv("BENCH_DISK"));
        Map<String, Row> cached = counted(
                "crawl",
                Size.CRAWL + " files, 100 in a directory, on a local disk, all cached",
                new Source(disk.resolve("source")),
                new Place.Local(disk),
                Size.CRAWL.get(),
                100,
                Size.ROUNDS.get(),
                List.of("count", "find", "find-sizes"));
        wanted.faster("crawl", "faster than find with sizes, wall", cached, "find-sizes", Row::wall, 1);
        double cpu =
                Row.of(cached, "count").cpu() / Row.of(cached, "find-sizes").cpu();
        wanted.atMost("crawl", "CPU over find's with sizes", cpu, 1.5);
    }

    private Map<String, Row> counted(
            String name,
            String title,
            Source tree,
            Place place,
            int files,
            int aDirectory,
            int rounds,
            List<String> peers)
            throws IOException, InterruptedException {
        Path root = tree.even(files, aDirectory, 0);
        return bench.measure(new Work(name, title, root, Work.Before.COUNTED, place, 1, tree.entries(), rounds, peers));
    }

    /** The planner by itself, twice: memory must not grow with the tree. */
    void scale() throws IOException, InterruptedException {
        StringBuilder table = new StringBuilder("`scale`: synthetic entries, `-Xmx256m`\n\n" + PlanBench.HEAD + "\n");
        for (int entries : List.of(Size.SCALE.get(), 10 * Size.SCALE.get())) {
            System.out.printf(Locale.ROOT, "== scale: synthetic manifest of %,d entries, -Xmx256m%n", entries);
            String said = Run.quietly(
                    "java",
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PlanBench.class.getName(),
                    work.resolve("manifest").toString(),
                    String.valueOf(entries));
            System.out.println(said);
            table.append(said.substring(said.lastIndexOf('\n') + 1)).append('\n');
            bench.check(true, "scale: plans " + entries + " entries, at most 40 bytes over the name of each", "");
            Run.quietly(
                    "rm",
                    "-r",
                    work.resolve("manifest").toString(),
                    work.resolve("manifest-shards").toString());
        }
        bench.report().markdown(table.toString());
    }
}
