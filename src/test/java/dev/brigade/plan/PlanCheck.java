package dev.brigade.plan;

import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.manifest.TransferItem;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Plans listings by way of a real manifest and works out what rsync would look at, given the buckets' units. */
final class PlanCheck implements AutoCloseable {
    private final List<Listing> listings;
    private final Manifest manifest;
    private final Path file;

    PlanCheck(Path folder, List<Listing> listings) throws IOException {
        this.listings = listings;
        this.file = folder.resolve("manifest");
        try (ManifestWriter writer = new ManifestWriter(file)) {
            for (Listing listing : listings) {
                writer.add(listing);
            }
            this.manifest = writer.finish();
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** A plan, and what each of its buckets names. */
    record Planned(List<Bucket> buckets, List<List<TransferItem>> items) {}

    Planned plan(BucketLimits bucketLimits, LargeFilePolicy policy) throws IOException {
        return plan(rules(bucketLimits, policy));
    }

    Planned plan(PlanRules rules) throws IOException {
        return named(BucketSource.pack(workItems(rules), rules.limits()));
    }

    private static PlanRules rules(BucketLimits limits, LargeFilePolicy policy) {
        return new PlanRules(limits, false, policy, InnerMounts.NONE);
    }

    /** The same with buckets that are made one after the other, small at first, all of which take equally long. */
    Planned planAsItGoes(BucketLimits bucketLimits, LargeFilePolicy policy, int processes) throws IOException {
        BucketSource deal = new BucketSource(bucketLimits.argumentBytes());
        workItems(rules(bucketLimits, policy)).forEach(deal::add);
        deal.close();
        List<Bucket> buckets = new ArrayList<>();
        BucketSource.Workers workers = new BucketSource.Workers(processes, 2 * processes, true);
        for (Optional<Bucket> next = deal.next(Set.of(), workers);
                next.isPresent();
                next = deal.next(Set.of(), workers)) {
            buckets.add(next.get());
            deal.finished(next.get(), Duration.ofSeconds(1));
        }
        return named(buckets);
    }

    private List<WorkItem> workItems(PlanRules rules) throws IOException {
        List<WorkItem> workItems = new ArrayList<>();
        Planner planner = new Planner(0, 0, rules, workItems::add);
        ListingCursor cursor = manifest.open();
        while (cursor.next()) {
            planner.add(cursor.summary());
        }
        planner.finish();
        return workItems;
    }

    private Planned named(List<Bucket> buckets) throws IOException {
        List<List<TransferItem>> items = new ArrayList<>();
        for (Bucket bucket : buckets) {
            List<TransferItem> named = new ArrayList<>();
            manifest.items(bucket.slices(), named::add);
            items.add(named);
        }
        return new Planned(buckets, items);
    }

    /** The buckets, by their place in the plan, in which rsync would look at each entry; the root is not an entry. */
    Map<FileName, List<Integer>> coverage(Planned plan, LargeFilePolicy policy) {
        Map<FileName, Entry> entries = new HashMap<>();
        Map<FileName, List<FileName>> children = new HashMap<>();
        for (Listing listing : listings) {
            for (Entry entry : listing.entries()) {
                FileName name = listing.directory().resolve(entry.name());
                entries.put(name, entry);
                children.computeIfAbsent(listing.directory(), d -> new ArrayList<>())
                        .add(name);
            }
        }
        Map<FileName, List<Integer>> covered = new HashMap<>();
        entries.keySet().forEach(name -> covered.put(name, new ArrayList<>()));
        for (int i = 0; i < plan.buckets().size(); i++) {
            boolean limited = policy == LargeFilePolicy.APART_BY_LIMIT
                    && plan.buckets().get(i).kind() == Bucket.Kind.DIRECTORIES;
            for (TransferItem item : plan.items().get(i)) {
                List<FileName> meant = new ArrayList<>(List.of(item.name()));
                meant.addAll(item.contents() ? children.getOrDefault(item.name(), List.of()) : List.of());
                for (FileName name : meant) {
                    Entry entry = entries.get(name);
                    boolean skipped = limited && entry != null && entry.size() >= Entry.LARGE_BYTES;
                    if (!name.isRoot() && !skipped) {
                        covered.computeIfAbsent(name, unknown -> new ArrayList<>())
                                .add(i);
                    }
                }
            }
        }
        return covered;
    }

    Set<FileName> directories() {
        Set<FileName> directories = new TreeSet<>();
        for (Listing listing : listings) {
            listing.entries().stream()
                    .filter(entry -> entry.type() == EntryType.DIRECTORY)
                    .forEach(entry -> directories.add(listing.directory().resolve(entry.name())));
        }
        return directories;
    }

    /** Directories that have to be named for their own sake: all but those that an earlier source speaks for. */
    Set<FileName> owned() {
        Set<FileName> owned = new HashSet<>();
        listings.stream()
                .filter(listing -> listing.extent() == Extent.WHOLE || listing.extent() == Extent.SOME)
                .forEach(listing -> owned.add(listing.directory()));
        return owned;
    }

    /** All names of each inode that has several. */
    Map<Long, Set<FileName>> links() {
        Map<Long, Set<FileName>> links = new HashMap<>();
        for (Listing listing : listings) {
            listing.entries().stream()
                    .filter(Entry::isLinked)
                    .forEach(entry -> links.computeIfAbsent(entry.inode(), inode -> new TreeSet<>())
                            .add(listing.directory().resolve(entry.name())));
        }
        return links;
    }

    @Override
    public void close() throws IOException {
        manifest.close();
        Files.delete(file);
    }
}
