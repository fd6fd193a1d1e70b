package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Copies that wait: onto slowfs, once and mounted twice, and onto NFS. */
final class FarCases {
    private static final List<Integer> PROCESSES = Size.smoke() ? List.of(4) : List.of(1, 4, 16, 64);
    private static final Pattern LATENCY = Pattern.compile("latency-([15])(?:-([0-9]+))?");

    private final Bench bench;
    private final Wanted wanted;
    private final Source source;
    private final Path work;

    FarCases(Bench bench, Source source, Path work) {
        this.bench = bench;
        this.wanted = new Wanted(bench);
        this.source = source;
        this.work = work;
    }

    void run(String name) throws IOException, InterruptedException {
        Matcher latency = LATENCY.matcher(name);
        if (latency.matches()) {
            String only = latency.group(2);
            latency(Integer.parseInt(latency.group(1)), only == null ? PROCESSES : List.of(Integer.valueOf(only)));
        } else if (name.equals("latency-1-many")) {
            many();
        } else if (name.equals("latency")) {
            latency(1, PROCESSES);
            latency(5, PROCESSES);
        } else if (name.equals("flat-mounts")) {
            flatMounts();
        } else if (name.equals("nfs")) {
            nfs();
        } else {
            throw new IllegalArgumentException("no case " + name);
        }
    }

    /** Few processes get fewer files, or they would take many minutes; files a second is what is compared. */
    private void latency(int delay, List<Integer> numbers) throws IOException, InterruptedException {
        String name = "latency-" + delay;
        Map<Integer, Double> rates = new LinkedHashMap<>();
        for (int p : numbers) {
            int files = Math.min(Size.LATENCY.get(), p * Size.LATENCY_EACH.get());
            String title = String.format("%,d files of 4 KiB, 40 in a directory, %d ms an operation", files, delay);
            Map<String, Row> rows = bench.measure(new Work(
                    name,
                    title,
                    source.even(files, 40, 4096),
                    Work.Before.NOTHING,
                    new Place.Slow(work, delay, 1),
                    p,
                    source.entries(),
                    Size.SLOW_ROUNDS.get(),
                    behindLatency(p)));
            rates.put(p, files / Row.of(rows, "brigade").wall());
            wanted.counts(name, rows, p, source.entries());
            if (p == 64 && delay == 5) {
                wanted.faster(name, "faster than fpsync, wall, p=64", rows, "fpsync", Row::wall, 1.5);
                wanted.directFaster(name, rows, "fpsync", 2.5);
            }
        }
        if (rates.containsKey(1) && rates.containsKey(64) && delay == 5) {
            double part = rates.get(64) / 64 / rates.get(1);
            wanted.atLeast(name, "part of linear from p=1 to p=64, files/s", part, 0.75);
        }
    }

    /** Many files, with the usual number of processes behind a latency. */
    private void many() throws IOException, InterruptedException {
        int p = 64;
        bench.measure(new Work(
                "latency-1-many",
                Size.LATENCY_MANY + " files of 4 KiB, 40 in a directory, 1 ms an operation",
                source.even(Size.LATENCY_MANY.get(), 40, 4096),
                Work.Before.NOTHING,
                new Place.Slow(work, 1, 1),
                p,
                source.entries(),
                Size.SLOW_ROUNDS.get(),
                behindLatency(p)));
    }

    /** One process is one rsync in each of them; rsync and cp know no other number. */
    private static List<String> behindLatency(int p) {
        if (Size.smoke()) {
            return Cases.ALL;
        }
        return p == 1
                ? List.of("brigade", "brigade-direct", "rsync", "cp")
                : List.of("brigade", "brigade-direct", "parallel", "fpsync", "floor");
    }

    /** The kernel lets one process at a time create in a directory, for each mount. */
    private void flatMounts() throws IOException, InterruptedException {
        int files = Size.FLAT_MOUNTS.get();
        int p = Size.FLAT_MOUNTS_PROCESSES.get();
        Map<String, Row> rows = bench.measure(new Work(
                "flat-mounts",
                Size.FLAT_MOUNTS + " files of 2 KiB in one directory, 5 ms an operation, one mount and two",
                source.of("flat " + Size.FLAT_MOUNTS, root -> Tree.flat(root, files)),
                Work.Before.NOTHING,
                new Place.Slow(work, 5, 2),
                p,
                source.entries(),
                Size.SLOW_ROUNDS.get(),
                List.of("brigade-mounts", "brigade")));
        wanted.commands("flat-mounts", Row.of(rows, "brigade"), p, source.entries());
        wanted.commands("flat-mounts", Row.of(rows, "brigade-mounts"), p, source.entries());
        wanted.faster("flat-mounts", "two mounts faster than one, wall", rows, "brigade", Row::wall, 1.7);
    }

    private void nfs() throws IOException, InterruptedException {
        if (System.getenv("BENCH_MOUNT") == null) {
            Process process = new ProcessBuilder("src/bench/nfs").inheritIO().start(); // comes back here, with a mount
            bench.check(process.waitFor() == 0, "nfs: server, mount and copies", "nfs: see above");
            return;
        }
        Place mount = new Place.Nfs(
                Path.of(System.getenv("BENCH_MOUNT")), System.getenv("BENCH_NETWORK"), System.getenv("BENCH_DELAY"));
        int p = Size.PROCESSES.get();
        Map<String, Row> rows = bench.measure(new Work(
                "nfs",
                Size.NFS + " files of 4 KiB, 40 in a directory, NFS 4.2, 1 ms",
                source.even(Size.NFS.get(), 40, 4096),
                Work.Before.NOTHING,
                mount,
                p,
                source.entries(),
                Size.SLOW_ROUNDS.get(),
                Cases.ALL));
        wanted.counts("nfs", rows, p, source.entries());
        wanted.directFaster("nfs", rows, "brigade", 2.5);
    }
}
