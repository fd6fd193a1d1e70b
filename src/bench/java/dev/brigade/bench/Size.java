package dev.brigade.bench;

import java.util.Locale;

/** Sizes of the cases. Each can be set by an environment variable, such as BENCH_SMALL=10000. */
enum Size {
    /** Timed rounds of each case; 0 counts and compares only. */
    ROUNDS(3, 0),
    /** Rounds of cases in which one round takes minutes. */
    SLOW_ROUNDS(1, 0),
    /** Rounds of cases that look for the best of several medians: chance makes it better than it is. */
    AUTO_ROUNDS(9, 0),
    /** Rounds beside an earlier build; behind a latency 3 at the most. */
    EARLIER_ROUNDS(5, 0),
    PROCESSES(8, 2),
    /** Files of 2 KiB, 100 in a directory. */
    SMALL(100_000, 400),
    FLAT(50_000, 300),
    /** Levels of each of 20 chains of directories. */
    DEEP(100, 5),
    SKEWED(20_000, 200),
    /** MiB of each of the 8 large files among the small ones. */
    LARGE(256, 1),
    /** MiB of the one file. */
    ONEBIG(2048, 20),
    LATENCY(8000, 200),
    /** Files behind latency for each process, if that is fewer. */
    LATENCY_EACH(1000, 50),
    LATENCY_MANY(64_000, 200),
    FLAT_MOUNTS(4000, 200),
    FLAT_MOUNTS_PROCESSES(16, 4),
    /** Files of a job in four shards: a usual shard has as many. */
    JOB(500_000, 400),
    /** Files that several clients copy. */
    CLIENTS(16_000, 400),
    NFS(8000, 200),
    /** Entries that are counted on a local disk, and behind 1 ms. */
    CRAWL(1_000_000, 2000),
    CRAWL_SLOW(1_000_000, 500),
    /** Entries planned, and the same once more times ten. */
    SCALE(10_000_000, 10_000);

    private static final boolean SMOKE = Boolean.parseBoolean(System.getenv("BENCH_SMOKE"));
    private final long full;
    private final long smoke;

    Size(long full, long smoke) {
        this.full = full;
        this.smoke = smoke;
    }

    static boolean smoke() {
        return SMOKE;
    }

    int get() {
        String given = System.getenv("BENCH_" + name());
        return given != null ? Integer.parseInt(given) : Math.toIntExact(SMOKE ? smoke : full);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d", get());
    }
}
