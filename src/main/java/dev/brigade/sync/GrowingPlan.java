package dev.brigade.sync;

import dev.brigade.model.Bucket;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.Source;
import dev.brigade.model.Totals;
import dev.brigade.model.UnitSink;
import dev.brigade.plan.Deal;
import dev.brigade.plan.Piece;
import dev.brigade.plan.Planner;
import dev.brigade.plan.Supply;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import dev.brigade.state.Journal;
import dev.brigade.state.ListingCursor;
import dev.brigade.state.Manifest;
import dev.brigade.state.ManifestWriter;
import dev.brigade.state.RunDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * The plan of a source that is still being crawled: pieces are made of what has been found. It is kept, and can be gone on with, when the crawl
 * is over.
 */
final class GrowingPlan implements CopyPlan, BucketContents, PassRunner.Feed {
    private final Crawling crawling;
    private final Roots roots;
    private final Supplies supplies;
    private final LargeFilePolicy policy;
    private final Optional<RunDirectory> keeper;
    private final BooleanSupplier stopped;
    private final Optional<Journal> journal;
    private final Deal deal;
    private final List<Manifest> growing = new CopyOnWriteArrayList<>();
    private final CRC32C digest = new CRC32C();
    private Planner planner;
    private long position;
    private int pieces;
    private boolean whole;

    /**
     * Plans for a crawl that goes on.
     *
     * @param keeper where the plan is kept, if it is
     * @param stopped whether the crawl may have been ended early
     */
    GrowingPlan(
            Crawling crawling,
            Roots roots,
            Supplies supplies,
            LargeFilePolicy policy,
            Optional<RunDirectory> keeper,
            BooleanSupplier stopped)
            throws IOException {
        this.crawling = crawling;
        this.roots = roots;
        this.supplies = supplies;
        this.policy = policy;
        this.keeper = keeper;
        this.stopped = stopped;
        this.journal = keeper.isEmpty()
                ? Optional.empty()
                : Optional.of(WholePlan.newJournal(keeper.get(), Integer.MAX_VALUE));
        this.deal = supplies.growing();
        this.planner = planner(0);
    }

    private Planner planner(int source) {
        return new Planner(source, pieces, supplies.sizing(), policy, this::add);
    }

    private void add(Piece piece) {
        CopyPlan.digest(piece, digest);
        deal.add(piece);
    }

    /** Plans what was found since the last look; by one thread. */
    @Override
    public void look() throws IOException {
        if (whole) {
            return;
        }
        boolean over = crawling.isOver();
        List<ManifestWriter> begun = crawling.begun();
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
                pieces = planner.finish();
            }
        }
        if (over) {
            whole = true;
            if (keeper.isPresent() && !stopped.getAsBoolean()) {
                WholePlan.keep(survey(), supplies.sizing(), policy, pieces, digest.getValue(), keeper.get());
            }
            deal.close();
        }
    }

    @Override
    public Survey survey() throws IOException {
        return crawling.survey();
    }

    @Override
    public Duration crawlTime() throws IOException {
        survey();
        return crawling.time();
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
    public Supply supply() {
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
    public void units(Bucket bucket, UnitSink sink) throws IOException {
        growing.get(bucket.source()).units(bucket, sink);
    }

    @Override
    public void close() throws IOException {
        for (Manifest manifest : growing) {
            manifest.close();
        }
        if (journal.isPresent()) {
            journal.get().close();
        }
        survey().close();
    }
}
