import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cases: which tree, which peers, and what is wanted of brigade. */
final class Cases {
    private static final List<String> ALL = List.of("brigade", "rsync", "parallel", "fpsync", "cp", "floor");
    private static final List<String> ALL_AND_START =
            List.of("brigade", "rsync", "parallel", "fpsync", "cp", "floor", "brigade-start");
    private static final List<Integer> LATENCY_PROCESSES = Size.smoke() ? List.of(4) : List.of(1, 4, 16, 64);
    private final Bench bench;
    private final Path work;
    private final Path source;
    private final Place here;
    private final int processes = Size.PROCESSES.get();
    private final int rounds = Size.ROUNDS.get();

    Cases(Bench bench, Path work) {
        this.bench = bench;
        this.work = work;
        this.source = work.resolve("source");
        this.here = new Place.Local(work);
    }

    void run(String name) throws IOException, InterruptedException {
        Run.quietly("rm", "-rf", source.toString());
        switch (name) {
            case "small" -> small();
            case "noop" -> noop();
            case "delta" -> delta();
            case "flat" -> flat();
            case "deep" -> deep();
            case "skewed" -> skewed();
            case "onebig" -> oneBig();
            case "latency" -> {
                run("latency-1");
                run("latency-5");
            }
            case "latency-1" -> latency(1, LATENCY_PROCESSES);
            case "latency-5" -> latency(5, LATENCY_PROCESSES);
            case "nfs" -> nfs();
            case "crawl" -> crawl();
            case "scale" -> scale();
            default -> latencyOf(name);
        }
    }

    private void small() throws IOException, InterruptedException {
        Tree.even(source, Size.SMALL.get(), 100, 2048);
        Map<String, Row> rows =
                copy("small", Size.SMALL + " files of 2 KiB, 100 in a directory", Work.Before.NOTHING, ALL_AND_START);
        wanted("fpsync, wall", rows, "fpsync", Row::wall, 2.5);
        wanted("one rsync, wall", rows, "rsync", Row::wall, Runtime.getRuntime().availableProcessors() < 4 ? 1 : 1.5);
        atMost("CPU over the floor's, JVM start apart", cpuOver(rows, "floor"), 1.25);
    }

    private void noop() throws IOException, InterruptedException {
        Tree.even(source, Size.SMALL.get(), 100, 2048);
        Map<String, Row> rows =
                copy("noop", Size.SMALL + " files of 2 KiB, nothing changed", Work.Before.EVERYTHING, ALL_AND_START);
        wanted("fpsync, CPU", rows, "fpsync", Row::cpu, 4);
        atMost("CPU over two rsync passes', JVM start apart", cpuOver(rows, "rsync"), 2);
    }

    private void delta() throws IOException, InterruptedException {
        Tree.even(source, Size.SMALL.get(), 100, 2048);
        copy("delta", Size.SMALL + " files of 2 KiB, 1 % changed", Work.Before.STALE, ALL);
    }

    private void flat() throws IOException, InterruptedException {
        Tree.flat(source, Size.FLAT.get());
        copy("flat", Size.FLAT + " files of 2 KiB in one directory", Work.Before.NOTHING, ALL);
    }

    private void deep() throws IOException, InterruptedException {
        Tree.deep(source, Size.DEEP.get());
        copy("deep", "20 chains of " + Size.DEEP + " directories, 10 files of 2 KiB in each", Work.Before.NOTHING, ALL);
    }

    private void skewed() throws IOException, InterruptedException {
        Tree.skewed(source, Size.SKEWED.get(), 8, Size.LARGE.get());
        Map<String, Row> rows = copy(
                "skewed", Size.SKEWED + " files of 2 KiB, then 8 of " + Size.LARGE + " MiB", Work.Before.NOTHING, ALL);
        wanted("fpsync, wall", rows, "fpsync", Row::wall, 1.5);
        atMost(
                "copy: end of the last rsync over the mean end",
                1 + rows.get("brigade").late(),
                1.1);
    }

    private void oneBig() throws IOException, InterruptedException {
        Tree.oneBig(source, Size.ONEBIG.get());
        copy("onebig", "one file of " + Size.ONEBIG + " MiB", Work.Before.NOTHING, ALL);
    }

    /** One number of processes of these, such as latency-5-64. */
    private void latencyOf(String name) throws IOException, InterruptedException {
        Matcher matcher = Pattern.compile("latency-([15])-([0-9]+)").matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no case " + name);
        }
        latency(Integer.parseInt(matcher.group(1)), List.of(Integer.valueOf(matcher.group(2))));
    }

    private void latency(int delay, List<Integer> numbers) throws IOException, InterruptedException {
        Tree.even(source, Size.LATENCY.get(), 40, 4096);
        Map<Integer, Row> ours = new HashMap<>();
        Map<String, Row> rows = Map.of();
        for (int p : numbers) {
            rows = bench.measure(new Work(
                    "latency-" + delay,
                    Size.LATENCY + " files of 4 KiB, 40 in a directory, onto slowfs, " + delay + " ms an operation",
                    source,
                    Work.Before.NOTHING,
                    new Place.Slow(work, delay),
                    p,
                    Size.LATENCY.get(),
                    Size.SLOW_ROUNDS.get(),
                    behindLatency(p)));
            ours.put(p, rows.get("brigade"));
            counts(rows, p);
        }
        if (ours.containsKey(64)) {
            wanted("fpsync, wall, p=64", rows, "fpsync", Row::wall, 1.5);
        }
        if (ours.containsKey(1) && ours.containsKey(64)) {
            double part = ours.get(1).wall() / 64 / ours.get(64).wall();
            print("part of linear from p=1 to p=64", part, "at least", 0.75);
        }
    }

    /** One process takes minutes, and is one rsync in each of them; rsync and cp know no other number. */
    private static List<String> behindLatency(int p) {
        if (Size.smoke()) {
            return ALL;
        }
        return p == 1 ? List.of("brigade", "rsync", "cp") : List.of("brigade", "parallel", "fpsync", "floor");
    }

    private void nfs() throws IOException, InterruptedException {
        if (System.getenv("BENCH_MOUNT") == null) {
            Process process = new ProcessBuilder("src/bench/nfs").inheritIO().start(); // comes back here, with a mount
            bench.check(process.waitFor() == 0, "nfs: see above");
            return;
        }
        Path mount = Path.of(System.getenv("BENCH_MOUNT"));
        Tree.even(source, Size.NFS.get(), 40, 4096);
        counts(
                bench.measure(new Work(
                        "nfs",
                        Size.NFS + " files of 4 KiB, 40 in a directory, NFS 4.2, 1 ms",
                        source,
                        Work.Before.NOTHING,
                        new Place.Nfs(mount),
                        processes,
                        Size.NFS.get(),
                        Size.SLOW_ROUNDS.get(),
                        ALL)),
                processes);
    }

    private void crawl() throws IOException, InterruptedException {
        Place.Slow slow = new Place.Slow(work, 1);
        Path behind = slow.root().resolve("source");
        Map<String, Row> rows = counted(
                "crawl-slow",
                Size.CRAWL_SLOW + " files, 20 in a directory, behind 1 ms an operation, nothing cached",
                behind,
                slow,
                Size.CRAWL_SLOW.get(),
                20,
                List.of("count", "find"));
        wanted("find", rows, "find", Row::wall, 20);
        long most = rows.get("find").operations() * 21 / 20;
        bench.check(
                rows.get("count").operations() <= most,
                "brigade count asked " + rows.get("count").operations() + " times, more than " + most);
        Path disk = Path.of(System.getenv("BENCH_DISK"));
        counted(
                "crawl",
                Size.CRAWL + " files, 100 in a directory, on a local disk, all cached",
                disk.resolve("source"),
                here,
                Size.CRAWL.get(),
                100,
                List.of("count", "find", "find-sizes"));
    }

    /** The planner by itself, twice: memory must not grow with the tree. */
    private void scale() throws IOException, InterruptedException {
        for (int entries : List.of(Size.SCALE.get(), 10 * Size.SCALE.get())) {
            System.out.printf(Locale.ROOT, "== scale: synthetic manifest of %,d entries, -Xmx256m%n", entries);
            System.out.println(Run.quietly(
                    "java",
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "PlanBench",
                    work.resolve("manifest").toString(),
                    String.valueOf(entries)));
            Run.quietly("rm", work.resolve("manifest").toString());
        }
    }

    private Map<String, Row> counted(
            String name, String title, Path tree, Place place, int files, int aDirectory, List<String> peers)
            throws IOException, InterruptedException {
        Tree.even(tree, files, aDirectory, 0);
        long entries;
        try (var all = Files.walk(tree)) {
            entries = all.count();
        }
        return bench.measure(new Work(name, title, tree, Work.Before.COUNTED, place, 1, entries, rounds, peers));
    }

    private Map<String, Row> copy(String name, String title, Work.Before before, List<String> peers)
            throws IOException, InterruptedException {
        long entries;
        try (var all = Files.walk(source)) {
            entries = all.count();
        }
        Map<String, Row> rows =
                bench.measure(new Work(name, title, source, before, here, processes, entries, rounds, peers));
        counts(rows, processes);
        return rows;
    }

    /** What must hold on any machine: about a bucket a process and phase; the target asked no more than by one rsync. */
    private void counts(Map<String, Row> rows, int p) {
        Row ours = rows.get("brigade");
        bench.check(
                ours.rsyncs() <= 3 * p + 4,
                "brigade started " + ours.rsyncs() + " rsync commands, more than " + (3 * p + 4));
        if (rows.containsKey("rsync") && ours.operations() >= 0) {
            long most = rows.get("rsync").operations() * 21 / 20;
            bench.check(ours.operations() <= most, "brigade asked " + ours.operations() + " times, more than " + most);
        }
    }

    private static double cpuOver(Map<String, Row> rows, String peer) {
        return (rows.get("brigade").cpu() - rows.get("brigade-start").cpu())
                / rows.get(peer).cpu();
    }

    private void wanted(String what, Map<String, Row> rows, String peer, ToDoubleFunction<Row> figure, double least) {
        if (rows.containsKey(peer)) {
            Row ours = rows.values().iterator().next();
            print(
                    "faster than " + what,
                    figure.applyAsDouble(rows.get(peer)) / figure.applyAsDouble(ours),
                    "at least",
                    least);
        }
    }

    private void atMost(String what, double found, double most) {
        print(what, found, "at most", most);
    }

    private void print(String what, double found, String bound, double limit) {
        if (rounds > 0) {
            boolean reached = bound.equals("at most") ? found <= limit : found >= limit;
            System.out.printf(
                    Locale.ROOT, "%s: %.2f, wanted %s %.2f%s%n", what, found, bound, limit, reached ? "" : ", MISSED");
        }
    }
}
