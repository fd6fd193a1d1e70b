package dev.brigade.bench;

import dev.brigade.job.JobPlan;
import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.PlanRules;
import dev.brigade.plan.Planner;
import dev.brigade.plan.ShardDivider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Writes a synthetic manifest and plans it, for 64 processes; prints rates and sizes. Arguments: file, entries. */
public final class PlanBench {
    /** The head of the table whose row is the last line of what is printed. */
    static final String HEAD =
            "| entries | planned, entries/s | divided into 1,000 shards, entries/s | heap held by the plan | manifest over the name, an entry |\n"
                    + "|---:|---:|---:|---:|---:|";

    public static void main(String[] args) throws Exception {
        long wanted = Long.parseLong(args[1]);
        long names = 0;
        Random random = new Random(1);
        long start = System.nanoTime();
        Manifest manifest;
        try (ManifestWriter writer = new ManifestWriter(Path.of(args[0]))) {
            for (long done = 0, directory = 0; done < wanted; directory++) {
                // Mostly small directories, now and then a very large one, some files large, some hard links.
                int size = (int) Math.min(wanted - done, directory % 1000 == 999 ? 10_000 : 1 + random.nextInt(200));
                List<Entry> entries = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    FileName name = FileName.of("some-file-name-" + (done + i) + ".dat");
                    names += name.length();
                    boolean large = random.nextInt(500) == 0;
                    long bytes = large ? 5_000_000L + random.nextInt() : random.nextInt(20_000);
                    long inode = random.nextInt(200) == 0 ? 1 + random.nextInt(1 << 20) : 0;
                    entries.add(
                            new Entry(name, EntryType.FILE, Math.max(0, bytes), 1_700_000_000_000_000_000L + i, inode));
                }
                FileName path = FileName.of("data/level-" + directory % 50 + "/directory-" + directory);
                writer.add(new Listing(path, Extent.WHOLE, entries));
                done += size;
            }
            manifest = writer.finish();
        }
        double written = (System.nanoTime() - start) / 1e9;

        start = System.nanoTime();
        BucketLimits sizing =
                BucketLimits.of(manifest.totals(), 64, OptionalLong.empty(), OptionalLong.empty(), 1 << 20);
        BucketSource deal = new BucketSource(sizing.argumentBytes());
        Planner planner = new Planner(
                0, 0, new PlanRules(sizing, false, LargeFilePolicy.APART_BY_LIMIT, InnerMounts.NONE), deal::add);
        ListingCursor cursor = manifest.open();
        while (cursor.next()) {
            planner.add(cursor.summary());
        }
        planner.finish();
        int pieces = deal.atMost();
        List<Bucket> buckets = new ArrayList<>();
        BucketSource.Workers crew = new BucketSource.Workers(64, 64, true);
        for (Optional<Bucket> next = deal.next(Set.of(), crew); next.isPresent(); next = deal.next(Set.of(), crew)) {
            buckets.add(next.get());
        }
        double planned = (System.nanoTime() - start) / 1e9;

        start = System.nanoTime();
        long[] items = {0};
        for (Bucket bucket : buckets) {
            manifest.items(bucket.slices(), item -> items[0]++);
        }
        double named = (System.nanoTime() - start) / 1e9;

        double divided = divide(manifest, Path.of(args[0] + "-shards"));

        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.out.printf(
                "%,d entries: written at %,.0f entries/s, planned at %,.0f entries/s into %,d pieces, %,d buckets%n",
                wanted, wanted / written, wanted / planned, pieces, buckets.size());
        System.out.printf("divided at %,.0f entries/s into %,d shards%n", wanted / divided, ShardDivider.MOST);
        System.out.printf("named for rsync: %,d names in %.1f s%n", items[0], named);
        double over = (double) (manifest.readable() - names) / wanted;
        System.out.printf(
                "manifest: %.1f bytes an entry, %.1f of them over its name%n",
                (double) manifest.readable() / wanted, over);
        long held = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        System.out.printf("heap: %d MiB at most%n", runtime.maxMemory() >> 20);
        manifest.close();
        if (over > 40) {
            throw new IllegalStateException("more than 40 bytes over the name");
        }
        System.out.printf(
                "| %,d | %,.0f | %,.0f | %d MiB | %.1f bytes |%n",
                wanted, wanted / planned, wanted / divided, held, over);
    }

    /** Divides the manifest as {@code brigade plan} does, into as many shards as there may be; returns seconds. */
    private static double divide(Manifest manifest, Path directory) throws Exception {
        Files.createDirectory(directory);
        long start = System.nanoTime();
        int shards = ShardDivider.MOST;
        List<ManifestWriter> writers = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            writers.add(new ManifestWriter(directory.resolve(shard + ".manifest"), JobPlan.BUFFER));
        }
        ShardDivider divider = new ShardDivider(
                shards,
                ShardDivider.most(manifest.totals(), shards),
                (shard, part) -> writers.get(shard).add(part));
        manifest.each(divider::add);
        long entries = 0;
        for (ManifestWriter writer : writers) {
            try (Manifest shard = writer.finish()) {
                entries += shard.totals().entries();
            }
        }
        if (entries != manifest.totals().entries()) {
            throw new IllegalStateException("the shards hold " + entries + " entries");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
