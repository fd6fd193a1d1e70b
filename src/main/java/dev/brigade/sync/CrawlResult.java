package dev.brigade.sync;

import dev.brigade.crawl.CrawlRules;
import dev.brigade.crawl.CrawlSink;
import dev.brigade.crawl.Crawler;
import dev.brigade.crawl.NamedCrawl;
import dev.brigade.event.RunEvent;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.manifest.Slice;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Problem;
import dev.brigade.model.Source;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.DirectoryPlanner;
import dev.brigade.plan.PlanRules;
import dev.brigade.plan.Planner;
import dev.brigade.plan.WorkItem;
import dev.brigade.preflight.Roots;
import dev.brigade.preflight.StallWatches;
import dev.brigade.run.BucketContents;
import dev.brigade.run.StallDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What one crawl of all sources found.
 *
 * @param manifests one for each of the {@link Roots#transfers}
 */
public record CrawlResult(Roots roots, List<Manifest> manifests, NamedFindings<FileName, Problem> unreadable)
        implements BucketContents, AutoCloseable {

    /**
     * Crawls all sources.
     *
     * @param name of the crawl, which begins the names of its manifests
     * @param names the file of the names to crawl; empty if it finds everything
     * @param files where the manifests are
     * @param begun takes each manifest when it begins
     */
    static CrawlResult take(
            String name,
            Roots roots,
            CrawlRules rules,
            Optional<Path> names,
            Scope.Files files,
            Consumer<RunEvent> events,
            StallWatches watches,
            Begun begun)
            throws IOException, InterruptedException {
        events.accept(new RunEvent.CrawlStarted());
        LongAdder looked = new LongAdder();
        List<Manifest> manifests = new ArrayList<>();
        NamedFindings<FileName, Problem> unreadable = new NamedFindings<>();
        List<Source> earlier = new ArrayList<>();
        try (StallDetector watch = watches.watch(looked::sum, events)) {
            for (List<Source> transfer : roots.transfers()) {
                try (ManifestWriter writer = new ManifestWriter(files.manifest(name + "-" + manifests.size()))) {
                    begun.accept(writer);
                    CrawlSink sink = sink(writer, watch, looked, unreadable);
                    for (Source source : transfer) {
                        if (names.isPresent()) {
                            NamedCrawl.crawl(source, names.get(), rules, sink);
                        } else {
                            Crawler.crawl(source, List.copyOf(earlier), rules, sink);
                        }
                        earlier.add(source);
                    }
                    manifests.add(writer.finish());
                }
            }
        }
        return new CrawlResult(roots, List.copyOf(manifests), unreadable);
    }

    private static CrawlSink sink(
            ManifestWriter writer,
            Consumer<RunEvent> events,
            LongAdder looked,
            NamedFindings<FileName, Problem> unreadable) {
        return new CrawlSink() {
            @Override
            public void listing(Listing listing) throws IOException {
                Totals found = writer.add(listing);
                events.accept(new RunEvent.Listed(listing.entries().size(), found.bytes()));
            }

            @Override
            public void looked() {
                looked.increment();
            }

            @Override
            public void unreadable(FileName entry, String reason) {
                unreadable.add(entry, new Problem(entry, "source not readable: " + reason));
            }

            @Override
            public void hidden(FileName entry, String reason) {
                unreadable.add(entry, new Problem(entry, reason));
            }
        };
    }

    @FunctionalInterface
    interface Begun {
        Begun UNHEARD = writer -> {};

        void accept(ManifestWriter writer) throws IOException;
    }

    @Override
    public Source source(Bucket bucket) {
        return roots.transfers().get(bucket.transfer()).get(0);
    }

    @Override
    public boolean impliedDirectories(Bucket bucket) {
        return bucket.transfer() == 0 || !roots.areMerged();
    }

    @Override
    public void items(Bucket bucket, TransferItemSink sink) throws IOException {
        manifests.get(bucket.transfer()).items(bucket.slices(), sink);
    }

    @Override
    public void listings(Bucket bucket, ListingSink sink) throws IOException {
        for (Slice slice : bucket.slices()) {
            manifests.get(bucket.transfer()).each(slice.from(), slice.to(), at -> sink.accept(at, slice.selection()));
        }
    }

    /** Returns the work items of a pass over the entries of some directories. */
    public List<WorkItem> workItems(PlanRules rules, Predicate<ListingSummary> wanted) throws IOException {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < manifests.size(); i++) {
            Planner planner = new Planner(i, workItems.size(), rules, workItems::add);
            each(i, wanted, planner::add);
            planner.finish();
        }
        return workItems;
    }

    /** Returns the work items of a pass over some directories themselves. */
    public List<WorkItem> directories(
            BucketLimits limits, Slice.Directories selection, Predicate<ListingSummary> wanted) throws IOException {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < manifests.size(); i++) {
            DirectoryPlanner planner = new DirectoryPlanner(i, limits, selection);
            each(i, wanted, planner::add);
            workItems.addAll(planner.finish());
        }
        return workItems;
    }

    private void each(int transfer, Predicate<ListingSummary> wanted, Consumer<ListingSummary> consumer)
            throws IOException {
        manifests.get(transfer).each(at -> {
            if (wanted.test(at.summary())) {
                consumer.accept(at.summary());
            }
        });
    }

    /** Returns what all manifests hold together. */
    public Totals totals() {
        return manifests.stream().map(Manifest::totals).reduce(Totals.NONE, Totals::plus);
    }

    /** Reads all listings in their order. */
    void each(Manifest.Reader reader) throws IOException {
        for (Manifest manifest : manifests) {
            manifest.each(reader);
        }
    }

    /** Returns the entries of the given names, as the crawl saw them. */
    Map<FileName, Entry> find(Set<FileName> names) throws IOException {
        Map<FileName, Entry> found = new HashMap<>();
        for (Manifest manifest : manifests) {
            manifest.find(names).forEach(found::putIfAbsent);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (Manifest manifest : manifests) {
            manifest.close();
        }
    }
}
