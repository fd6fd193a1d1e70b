package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A job in shards: what dividing costs on one machine, and what further clients bring. */
final class JobCases {
    private static final int DELAY = 5;
    private static final int CLIENTS = 3;

    private final Bench bench;
    private final Wanted wanted;
    private final Source source;
    private final Path work;

    JobCases(Bench bench, Source source, Path work) {
        this.bench = bench;
        this.wanted = new Wanted(bench);
        this.source = source;
        this.work = work;
    }

    /** plan, work and finish on one machine beside sync. */
    void divided() throws IOException, InterruptedException {
        Map<String, Row> rows = bench.measure(new Work(
                "job",
                Size.JOB + " files of 2 KiB, 100 in a directory, in 4 shards",
                source.even(Size.JOB.get(), 100, 2048),
                Work.Before.NOTHING,
                new Place.Local(work),
                Size.PROCESSES.get(),
                source.entries(),
                Size.ROUNDS.get(),
                List.of("job", "brigade")));
        double wall = Row.of(rows, "job").wall() / Row.of(rows, "brigade").wall();
        wanted.atMost("job", "plan, work and finish over sync, wall", wall, 1.15);
    }

    /** One, two and three clients behind a latency. */
    void clients() throws IOException, InterruptedException {
        int files = Size.CLIENTS.get();
        Map<String, Row> rows = bench.measure(new Work(
                "clients",
                String.format("%,d files of 4 KiB, 40 in a directory, %d ms an operation, p=8 each", files, DELAY),
                source.even(files, 40, 4096),
                Work.Before.NOTHING,
                new Place.Slow(work, DELAY, CLIENTS),
                0,
                source.entries(),
                Size.SLOW_ROUNDS.get(),
                List.of("clients-1", "clients-2", "clients-3")));
        double one = Row.of(rows, "clients-1").wall();
        for (int clients = 2; clients <= CLIENTS; clients++) {
            double part = one / Row.of(rows, "clients-" + clients).wall() / clients;
            wanted.atLeast("clients", "part of linear with " + clients + " clients, wall", part, 0.9);
        }
    }
}
