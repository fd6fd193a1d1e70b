package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The cases on local targets: tree, peers and goals. Cases with latency and cases that count are in other classes. */
final class Cases {
    static final List<String> ALL = List.of("brigade", "brigade-direct", "rsync", "parallel", "fpsync", "cp", "floor");
    private static final List<String> ALL_AND_START =
            List.of("brigade", "brigade-direct", "rsync", "parallel", "fpsync", "cp", "floor", "brigade-start");

    private final Bench bench;
    private final Wanted wanted;
    private final Source source;
    private final Place here;
    private final FarCases far;
    private final AutoCases auto;
    private final CountCases count;
    private final EarlierCases earlier;
    private final JobCases job;

    Cases(Bench bench, Path work) {
        this.bench = bench;
        this.wanted = new Wanted(bench);
        this.source = new Source(work.resolve("source"));
        this.here = new Place.Local(work);
        this.far = new FarCases(bench, source, work);
        this.auto = new AutoCases(bench, source, work);
        this.count = new CountCases(bench, work);
        this.earlier = new EarlierCases(bench, source, work);
        this.job = new JobCases(bench, source, work);
    }

    void run(String name) throws IOException, InterruptedException {
        switch (name) {
            case "small" -> small();
            case "noop" -> noop();
            case "delta" -> delta();
            case "flat" -> flat();
            case "deep" -> deep();
            case "skewed" -> skewed();
            case "onebig" -> oneBig();
            case "crawl" -> count.crawl();
            case "scale" -> count.scale();
            case "earlier" -> earlier.run();
            case "printers" -> printers();
            case "job" -> job.divided();
            case "clients" -> job.clients();
            default -> {
                if (name.startsWith("auto")) {
                    auto.run(name);
                } else {
                    far.run(name);
                }
            }
        }
    }

    /** The tree of three cases. */
    static Path small(Source source) throws IOException, InterruptedException {
        return source.even(Size.SMALL.get(), 100, 2048);
    }

    /** Small files, then large ones. */
    static Path skewed(Source source) throws IOException, InterruptedException {
        int small = Size.SKEWED.get();
        int large = Size.LARGE.get();
        return source.of("skewed " + small + " " + large, root -> Tree.skewed(root, small, 8, large));
    }

    static Path flat(Source source) throws IOException, InterruptedException {
        return source.of("flat " + Size.FLAT, root -> Tree.flat(root, Size.FLAT.get()));
    }

    private void small() throws IOException, InterruptedException {
        Map<String, Row> rows = copy(
                "small",
                Size.SMALL + " files of 2 KiB, 100 in a directory",
                small(source),
                Work.Before.NOTHING,
                ALL_AND_START);
        wanted.faster("small", "faster than fpsync, wall", rows, "fpsync", Row::wall, 2.5);
        double least = Runtime.getRuntime().availableProcessors() < 4 ? 1 : 1.5;
        wanted.faster("small", "faster than one rsync, wall", rows, "rsync", Row::wall, least);
        wanted.directFaster("small", rows, "fpsync", 3.5);
        wanted.directFaster("small", rows, "rsync", 1.5);
        wanted.atMost("small", "CPU over the floor's, JVM start apart", Wanted.cpuOver(rows, "floor"), 1.25);
    }

    private void noop() throws IOException, InterruptedException {
        Map<String, Row> rows = copy(
                "noop",
                Size.SMALL + " files of 2 KiB, nothing changed",
                small(source),
                Work.Before.EVERYTHING,
                ALL_AND_START);
        wanted.faster("noop", "less CPU than fpsync", rows, "fpsync", Row::cpu, 4);
        double wall = Row.of(rows, "brigade").wall() / Row.of(rows, "rsync").wall();
        wanted.atMost("noop", "wall over two rsync passes'", wall, 1.5);
        wanted.atMost("noop", "CPU over two rsync passes', JVM start apart", Wanted.cpuOver(rows, "rsync"), 2);
    }

    private void delta() throws IOException, InterruptedException {
        copy("delta", Size.SMALL + " files of 2 KiB, 1 % changed", small(source), Work.Before.STALE, ALL);
    }

    private void flat() throws IOException, InterruptedException {
        copy("flat", Size.FLAT + " files of 2 KiB in one directory", flat(source), Work.Before.NOTHING, ALL);
    }

    private void deep() throws IOException, InterruptedException {
        Path tree = source.of("deep " + Size.DEEP, root -> Tree.deep(root, Size.DEEP.get()));
        String title = "20 chains of " + Size.DEEP + " directories, 10 files of 2 KiB in each";
        copy("deep", title, tree, Work.Before.NOTHING, ALL);
    }

    private void skewed() throws IOException, InterruptedException {
        String title = Size.SKEWED + " files of 2 KiB, then 8 of " + Size.LARGE + " MiB";
        Map<String, Row> rows = copy("skewed", title, skewed(source), Work.Before.NOTHING, ALL);
        wanted.faster("skewed", "faster than fpsync, wall", rows, "fpsync", Row::wall, 1.5);
        double late = 1 + Row.of(rows, "brigade").late();
        wanted.atMost("skewed", "copy: end of the last rsync over the mean end of the last p", late, 1.1);
    }

    private void oneBig() throws IOException, InterruptedException {
        Path tree = source.of("onebig " + Size.ONEBIG, root -> Tree.oneBig(root, Size.ONEBIG.get()));
        String title = "one file of " + Size.ONEBIG + " MiB";
        Map<String, Row> rows = copy("onebig", title, tree, Work.Before.NOTHING, ALL);
        wanted.directFaster("onebig", rows, "rsync", 2);
    }

    /** All that prints, beside nothing that does. */
    private void printers() throws IOException, InterruptedException {
        List<String> peers = List.of("brigade", "brigade-printers", "brigade-names");
        Map<String, Row> rows = copy("printers", "the tree of small", small(source), Work.Before.NOTHING, peers);
        wanted.atMost(
                "printers",
                "CPU with all printers over CPU without them",
                Row.of(rows, "brigade-printers").cpu() / Row.of(rows, "brigade").cpu(),
                1.02);
    }

    private Map<String, Row> copy(String name, String title, Path tree, Work.Before before, List<String> peers)
            throws IOException, InterruptedException {
        int processes = Size.PROCESSES.get();
        Map<String, Row> rows = bench.measure(
                new Work(name, title, tree, before, here, processes, source.entries(), Size.ROUNDS.get(), peers));
        wanted.counts(name, rows, processes, source.entries());
        return rows;
    }
}
