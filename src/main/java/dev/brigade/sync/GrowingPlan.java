package dev.brigade.sync;

import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.Source;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.Planner;
import dev.brigade.plan.WorkItem;
import dev.brigade.preflight.Roots;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import dev.brigade.state.Journal;
import dev.brigade.state.RunDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * The plan of a source that is still being crawled: pieces are made of what has been found. It is kept, and can be gone
 * on with, when the crawl is over.
 */
final class GrowingPlan implements RunnablePlan, BucketContents, PassRunner.Feed {
    private final BackgroundCrawl backgroundCrawl;
    private final Roots roots;
    private final BucketSources bucketSources;
    private final LargeFilePolicy policy;
    private final Optional<RunDirectory> keeper;
    private final BooleanSupplier stopped;
    private final Optional<Journal> journal;
    private final BucketSource deal;
    private final List<Manifest> growing = new CopyOnWriteArrayList<>();
    private final CRC32C digest = new CRC32C();
    private Planner planner;
    private long position;
    private int workItems;
    private boolean whole;

    /**
     * Plans for a crawl that goes on.
     *
     * @param keeper where the plan is kept, if it is
     * @param stopped whether the crawl may have been ended early
     */
    GrowingPlan(
            BackgroundCrawl backgroundCrawl,
            Roots roots,
            BucketSources bucketSources,
            LargeFilePolicy policy,
            Optional<RunDirectory> keeper,
            BooleanSupplier stopped)
            throws IOException {
        this.backgroundCrawl = backgroundCrawl;
        this.roots = roots;
        this.bucketSources = bucketSources;
        this.policy = policy;
        this.keeper = keeper;
        this.stopped = stopped;
        this.journal = keeper.isEmpty()
                ? Optional.empty()
                : Optional.of(WholePlan.newJournal(keeper.get(), Integer.MAX_VALUE));
        this.deal = bucketSources.growing();
        this.planner = planner(0);
    }

    private Planner planner(int source) {
        return new Planner(source, workItems, bucketSources.bucketLimits(), policy, this::add);
    }

    private void add(WorkItem workItem) {
        RunnablePlan.digest(workItem, digest);
        deal.add(workItem);
    }

    /** Plans what was found since the last look; by one thread. */
    @Override
    public void look() throws IOException {
        if (whole) {
            return;
        }
        boolean over = backgroundCrawl.isOver();
        List<ManifestWriter> begun = backgroundCrawl.begun();
        for (int source = Math.max(0, growing.size() - 1); source < begun.size(); source++) {
            if (source == growing.size()) {
                growing.add(begun.get(source).growing());
                planner = planner(source);
                position = 0;
            }
            long end = begun.get(source).flushed();
            ListingCursor cursor = growing.get(source).open(position, end);
            while (cursor.next()) {
                planner.add(cursor.summary());
            }
            position = end;
            if (over || source + 1 < begun.size()) {
                workItems = planner.finish();
            }
        }
        if (over) {
            whole = true;
            if (keeper.isPresent() && !stopped.getAsBoolean()) {
                WholePlan.keep(
                        crawlResult(),
                        bucketSources.bucketLimits(),
                        policy,
                        workItems,
                        digest.getValue(),
                        keeper.get());
            }
            deal.close();
        }
    }

    @Override
    public CrawlResult crawlResult() throws IOException {
        return backgroundCrawl.crawlResult();
    }

    @Override
    public Duration crawlTime() throws IOException {
        crawlResult();
        return backgroundCrawl.time();
    }

    @Override
    public LargeFilePolicy policy() {
        return policy;
    }

    @Override
    public BucketContents contents() {
        return this;
    }

    @Override
    public BucketSource bucketSource() {
        return deal;
    }

    @Override
    public PassRunner.Feed feed() {
        return this;
    }

    @Override
    public Totals totals() {
        return Totals.NONE;
    }

    @Override
    public Totals done() {
        return Totals.NONE;
    }

    @Override
    public Optional<Journal> journal() {
        return journal;
    }

    @Override
    public Source source(Bucket bucket) {
        return roots.sources().get(bucket.source());
    }

    @Override
    public boolean impliedDirectories(Bucket bucket) {
        return bucket.source() == 0 || !roots.areMerged();
    }

    @Override
    public void items(Bucket bucket, TransferItemSink sink) throws IOException {
        growing.get(bucket.source()).items(bucket.slices(), sink);
    }

    @Override
    public void close() throws IOException {
        for (Manifest manifest : growing) {
            manifest.close();
        }
        if (journal.isPresent()) {
            journal.get().close();
        }
        crawlResult().close();
    }
}
