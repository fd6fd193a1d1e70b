package dev.brigade.sync;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Manifest;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.PlanRules;
import dev.brigade.plan.Planner;
import dev.brigade.plan.WorkItem;
import dev.brigade.preflight.Roots;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import dev.brigade.state.Journal;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * The plan of the copy pass: the work items of what the crawl has found so far, and which of them are done. Each
 * {@link #look} plans what was found since the last one. The plan is kept when the crawl is over; from then on the run
 * can be resumed. The same manifests always make the same work items, so it is enough to keep how these are made.
 */
final class CopyPlan implements PassRunner.Feed, AutoCloseable {
    private final BackgroundCrawl crawl;
    private final PlanRules rules;
    private final Optional<RunDirectory> keeping;
    private final BooleanSupplier stopped;
    private final Optional<Journal> journal;
    private final Optional<EarlierWork> earlier;
    private final BucketContents contents;
    private final BucketSource growing;
    private final List<WorkItem> packable = new ArrayList<>();
    private final List<Manifest> manifests = new CopyOnWriteArrayList<>();
    private final CRC32C digest = new CRC32C();
    private Planner planner;
    private Totals planned = Totals.NONE;
    private Totals done = Totals.NONE;
    private long position;
    private int workItems;
    private boolean whole;
    private boolean kept;

    private CopyPlan(
            BackgroundCrawl crawl,
            Roots roots,
            PlanRules rules,
            Optional<RunDirectory> keeping,
            BooleanSupplier stopped,
            Optional<Journal> journal,
            Optional<EarlierWork> earlier) {
        this.crawl = crawl;
        this.rules = rules;
        this.keeping = keeping;
        this.stopped = stopped;
        this.journal = journal;
        this.earlier = earlier;
        this.contents = new CrawlResult(roots, manifests, new NamedFindings<>());
        this.growing = new BucketSource(rules.limits().argumentBytes());
        this.planner = planner(0);
    }

    /**
     * Begins a plan. If buckets have a size of the user's, the plan waits for the end of the crawl.
     *
     * @param directory keeps the plan and the journal, if the run can be resumed
     * @param stopped whether the crawl may have ended early: then the plan is not kept
     */
    static CopyPlan begin(
            BackgroundCrawl crawl, Roots roots, PlanRules rules, RunDirectory directory, BooleanSupplier stopped)
            throws IOException {
        Optional<RunDirectory> keeping = Optional.of(directory).filter(it -> it.isDurable() && !stopped.getAsBoolean());
        Optional<Journal> journal = keeping.isPresent() ? Optional.of(newJournal(directory)) : Optional.empty();
        CopyPlan plan = new CopyPlan(crawl, roots, rules, keeping, stopped, journal, Optional.empty());
        if (rules.sized()) {
            crawl.crawlResult();
        }
        plan.look();
        return plan;
    }

    private static Journal newJournal(RunDirectory directory) throws IOException {
        try {
            return directory.journal(Integer.MAX_VALUE);
        } catch (DamagedRunException e) {
            throw new IllegalStateException("a journal that has just begun", e);
        }
    }

    /**
     * Resumes the plan of an unfinished run, without what is done.
     *
     * @throws DamagedRunException if it is not what that run kept
     */
    static CopyPlan resume(RunPlan kept, Roots roots, PlanRules rules, RunDirectory directory, EarlierWork earlier)
            throws IOException, DamagedRunException {
        PlanRules keptRules = KeptPlan.rules(kept, rules);
        CrawlResult crawled = KeptPlan.crawlResult(kept, roots, directory);
        try {
            Journal journal = directory.journal(kept.workItems());
            CopyPlan plan = new CopyPlan(
                    BackgroundCrawl.over(crawled),
                    roots,
                    keptRules,
                    Optional.empty(),
                    () -> false,
                    Optional.of(journal),
                    Optional.of(earlier));
            plan.look();
            plan.kept = true;
            if (plan.workItems != kept.workItems() || plan.digest.getValue() != kept.piecesDigest()) {
                journal.close();
                throw KeptPlan.damaged();
            }
            return plan;
        } catch (DamagedRunException | IOException e) {
            crawled.close();
            throw e;
        }
    }

    private Planner planner(int transfer) {
        return new Planner(transfer, workItems, rules, this::add);
    }

    private void add(WorkItem workItem) {
        digest.update((workItem.transfer() + " " + workItem.kind() + " " + workItem.slice() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        planned = planned.plus(Passes.totals(workItem));
        if (isDone(workItem)) {
            done = done.plus(Passes.totals(workItem));
        } else if (rules.sized()) {
            packable.add(workItem);
        } else {
            growing.add(workItem);
        }
    }

    private boolean isDone(WorkItem workItem) {
        try {
            return earlier.isPresent()
                    && journal.orElseThrow().isDone(workItem.number())
                    && earlier.get().isThere(workItem, manifests.get(workItem.transfer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plans what was found since the last look; by one thread. */
    @Override
    public void look() throws IOException {
        if (whole) {
            return;
        }
        try {
            planFound();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void planFound() throws IOException {
        boolean over = crawl.isOver();
        List<Manifest> begun = crawl.begun();
        for (int transfer = Math.max(0, manifests.size() - 1); transfer < begun.size(); transfer++) {
            Manifest manifest = begun.get(transfer);
            if (transfer == manifests.size()) {
                manifests.add(manifest);
                planner = planner(transfer);
                position = 0;
            }
            long end = manifest.readable();
            ListingCursor cursor = manifest.open(position, end);
            while (cursor.next()) {
                planner.add(cursor.summary());
            }
            position = end;
            if (over || transfer + 1 < begun.size()) {
                workItems = planner.finish();
            }
        }
        if (over) {
            whole = true;
            CrawlResult crawled = crawlResult();
            if (keeping.isPresent() && !stopped.getAsBoolean()) {
                keeping.get().keep(KeptPlan.of(crawled, rules, workItems, digest.getValue()));
                kept = true;
            }
            growing.close();
        }
    }

    /** Returns what there is to copy; waits for the end of the crawl. */
    CrawlResult crawlResult() throws IOException {
        return crawl.crawlResult();
    }

    /** Returns how long the crawl took; waits for its end. */
    Duration crawlTime() throws IOException {
        crawlResult();
        return crawl.time();
    }

    /** Returns whether the plan is kept, so that a later run resumes it. */
    boolean isKept() {
        return kept;
    }

    LargeFilePolicy large() {
        return rules.large();
    }

    BucketContents contents() {
        return contents;
    }

    /** Returns the source of the buckets that are not done; called once. */
    BucketSource bucketSource() {
        return rules.sized() ? rules.source(packable) : growing;
    }

    /** Returns entries and bytes of all work items, or none if they are not known yet. */
    Totals totals() {
        return whole ? planned : Totals.NONE;
    }

    /** Returns entries and bytes of what an earlier part of the run has done. */
    Totals done() {
        return done;
    }

    /** Keeps that a bucket is done. */
    void done(Bucket bucket) throws IOException {
        if (journal.isPresent()) {
            journal.get().done(bucket.workItems());
        }
    }

    @Override
    public void close() throws IOException {
        for (Manifest manifest : manifests) {
            manifest.close();
        }
        if (journal.isPresent()) {
            journal.get().close();
        }
        crawlResult().close();
    }
}
