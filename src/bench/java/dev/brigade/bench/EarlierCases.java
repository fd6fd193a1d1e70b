package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** This build beside an earlier one ({@code BENCH_EARLIER}), run in turn; beside itself it shows the noise. */
final class EarlierCases {
    private final Bench bench;
    private final Source source;
    private final Path work;

    EarlierCases(Bench bench, Source source, Path work) {
        this.bench = bench;
        this.source = source;
        this.work = work;
    }

    void run() throws IOException, InterruptedException {
        Place here = new Place.Local(work);
        String processes = Size.PROCESSES.toString();
        int rounds = Size.EARLIER_ROUNDS.get();
        for (String p : List.of(processes, "auto")) {
            compare("small", Cases.small(source), Work.Before.NOTHING, here, p, rounds);
        }
        compare("noop", Cases.small(source), Work.Before.EVERYTHING, here, processes, rounds);
        compare("flat", Cases.flat(source), Work.Before.NOTHING, here, processes, rounds);
        for (String p : List.of(processes, "auto")) {
            compare("skewed", Cases.skewed(source), Work.Before.NOTHING, here, p, rounds);
        }
        Path far = source.even(Size.LATENCY.get(), 40, 4096);
        int slow = Math.min(rounds, 3);
        for (String p : List.of(Size.smoke() ? "4" : "64", "auto")) {
            compare("latency-5", far, Work.Before.NOTHING, new Place.Slow(work, 5, 1), p, slow);
        }
        compare("latency-1", far, Work.Before.NOTHING, new Place.Slow(work, 1, 1), "auto", slow);
    }

    private void compare(String tree, Path path, Work.Before before, Place place, String processes, int rounds)
            throws IOException, InterruptedException {
        List<String> peers = List.of("brigade-" + processes, "earlier-" + processes);
        String title = "the tree of " + tree + ", -p " + processes;
        bench.measure(new Work("earlier", title, path, before, place, 0, source.entries(), rounds, peers));
    }
}
