package dev.brigade.sync;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestFacts;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Problem;
import dev.brigade.model.Totals;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.WorkItem;
import dev.brigade.preflight.RootIdentity;
import dev.brigade.preflight.Roots;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import dev.brigade.state.Journal;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The plan of a source that is known as a whole.
 *
 * @param crawlResult what there is to copy
 * @param crawlTime how long it took to find out
 * @param policy what becomes of large files
 * @param bucketLimits how large pieces are
 * @param workItems all pieces, in their order
 * @param bucketSource gives out those that are not done
 * @param journal which are done; none where nobody will go on with the run
 */
record WholePlan(
        CrawlResult crawlResult,
        Duration crawlTime,
        LargeFilePolicy policy,
        BucketLimits bucketLimits,
        List<WorkItem> workItems,
        BucketSource bucketSource,
        Optional<Journal> journal)
        implements RunnablePlan {

    /** Plans without keeping anything. */
    static WholePlan make(
            CrawlResult crawlResult, Duration crawlTime, BucketSources bucketSources, LargeFilePolicy policy)
            throws IOException {
        List<WorkItem> workItems = Passes.workItems(crawlResult, bucketSources.bucketLimits(), policy, listing -> true);
        return new WholePlan(
                crawlResult,
                crawlTime,
                policy,
                bucketSources.bucketLimits(),
                workItems,
                bucketSources.of(workItems),
                Optional.empty());
    }

    /** Keeps the plan, so that a later run can go on with it. */
    WholePlan keep(RunDirectory directory) throws IOException {
        CRC32C sum = new CRC32C();
        workItems.forEach(workItem -> RunnablePlan.digest(workItem, sum));
        keep(crawlResult, bucketLimits, policy, workItems.size(), sum.getValue(), directory);
        return new WholePlan(
                crawlResult,
                crawlTime,
                policy,
                bucketLimits,
                workItems,
                bucketSource,
                Optional.of(newJournal(directory, workItems.size())));
    }

    /** Keeps how a plan was made. */
    static void keep(
            CrawlResult crawlResult,
            BucketLimits bucketLimits,
            LargeFilePolicy policy,
            int workItems,
            long digest,
            RunDirectory directory)
            throws IOException {
        List<ManifestFacts> manifests = new ArrayList<>();
        for (Manifest manifest : crawlResult.manifests()) {
            manifests.add(manifest.keep());
        }
        List<RunPlan.Unreadable> unreadable = crawlResult.unreadable().things().stream()
                .map(problem -> new RunPlan.Unreadable(text(PassFindings.nameOf(problem)), problem.reason()))
                .toList();
        directory.keep(new RunPlan(
                RootIdentity.of(crawlResult.roots()),
                manifests,
                unreadable,
                crawlResult.unreadable().more(),
                bucketLimits.entries(),
                bucketLimits.bytes(),
                bucketLimits.argumentBytes(),
                bucketLimits.cutEntries(),
                policy.name(),
                workItems,
                digest));
    }

    static Journal newJournal(RunDirectory directory, int workItems) throws IOException {
        try {
            return directory.journal(workItems);
        } catch (DamagedRunException e) {
            throw new IllegalStateException("a journal that has just begun", e);
        }
    }

    /**
     * Takes over the plan of an unfinished run.
     *
     * @param bucketSources how pieces become buckets; how large pieces are, that run has said
     * @throws DamagedRunException where it is not what that run kept, or the directories are not those it had
     */
    static WholePlan reload(RunPlan kept, Roots roots, BucketSources bucketSources, RunDirectory directory)
            throws IOException, DamagedRunException {
        RootIdentity.check(roots, kept.rootIdentities());
        if (kept.manifests().size() != roots.sources().size()) {
            throw new DamagedRunException("its plan is damaged");
        }
        List<Manifest> manifests = new ArrayList<>();
        CrawlResult crawlResult = new CrawlResult(roots, manifests, new NamedFindings<>());
        try {
            for (ManifestFacts crawled : kept.manifests()) {
                manifests.add(Manifest.reopen(directory.manifest("copy-" + manifests.size()), crawled));
            }
            for (RunPlan.Unreadable thing : kept.unreadable()) {
                FileName name = FileName.of(thing.name().getBytes(StandardCharsets.ISO_8859_1));
                crawlResult.unreadable().add(name, new Problem(name, thing.reason()));
            }
            crawlResult.unreadable().addUnnamed(kept.unnamed());
            BucketLimits bucketLimits =
                    new BucketLimits(kept.bucketEntries(), kept.bucketBytes(), kept.argumentBytes(), kept.cutEntries());
            LargeFilePolicy policy = policy(kept);
            List<WorkItem> workItems = Passes.workItems(crawlResult, bucketLimits, policy, listing -> true);
            CRC32C sum = new CRC32C();
            workItems.forEach(workItem -> RunnablePlan.digest(workItem, sum));
            if (workItems.size() != kept.workItems() || sum.getValue() != kept.piecesDigest()) {
                throw new DamagedRunException("its plan is damaged");
            }
            Journal journal = directory.journal(workItems.size());
            BucketSource bucketSource = bucketSources.sized(bucketLimits).of(waiting(workItems, journal));
            return new WholePlan(
                    crawlResult, Duration.ZERO, policy, bucketLimits, workItems, bucketSource, Optional.of(journal));
        } catch (DamagedRunException | IOException e) {
            crawlResult.close();
            throw e;
        }
    }

    private static List<WorkItem> waiting(List<WorkItem> workItems, Journal journal) {
        return workItems.stream()
                .filter(workItem -> !journal.isDone(workItem.number()))
                .toList();
    }

    private static LargeFilePolicy policy(RunPlan kept) throws DamagedRunException {
        for (LargeFilePolicy policy : LargeFilePolicy.values()) {
            if (policy.name().equals(kept.large())) {
                return policy;
            }
        }
        throw new DamagedRunException("its plan is damaged");
    }

    private static String text(FileName name) {
        return new String(name.toBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public BucketContents contents() {
        return crawlResult;
    }

    @Override
    public PassRunner.Feed feed() {
        return PassRunner.Feed.NONE;
    }

    @Override
    public Totals totals() {
        return Passes.totals(workItems);
    }

    @Override
    public Totals done() {
        return Passes.totals(workItems.stream()
                .filter(workItem -> journal.isPresent() && journal.get().isDone(workItem.number()))
                .toList());
    }

    @Override
    public void close() throws IOException {
        try (crawlResult) {
            if (journal.isPresent()) {
                journal.get().close();
            }
        }
    }
}
