package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Quantities;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.DirectoryPlanner;
import dev.brigade.plan.Planner;
import dev.brigade.plan.WorkItem;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Plans and runs passes over a survey.
 *
 * @param runner runs them
 * @param bucketSources makes buckets of pieces
 * @param events told what happens
 * @param warnings takes what the user should know
 */
record Passes(PassRunner runner, BucketSources bucketSources, Consumer<RunEvent> events, List<String> warnings) {
    /** The same, whose processes all go by the destination's own path. */
    Passes byDestination() {
        return new Passes(runner.byDestination(), bucketSources, events, warnings);
    }

    /** Runs a pass over the entries of some directories. */
    PassFindings overEntries(
            Pass pass,
            CrawlResult crawlResult,
            RsyncCommand command,
            LargeFilePolicy policy,
            Predicate<ListingSummary> wanted)
            throws IOException {
        return run(pass, crawlResult, workItems(crawlResult, bucketSources.bucketLimits(), policy, wanted), command);
    }

    /** Runs what is left of the copy pass. */
    PassFindings over(RunnablePlan plan, RsyncCommand command) throws IOException {
        return run(Pass.COPY, plan.contents(), plan.bucketSource(), plan.feed(), plan.totals(), plan.done(), command);
    }

    /** The pieces of a pass over the entries of some directories. */
    static List<WorkItem> workItems(
            CrawlResult crawlResult,
            BucketLimits bucketLimits,
            LargeFilePolicy policy,
            Predicate<ListingSummary> wanted)
            throws IOException {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < crawlResult.manifests().size(); i++) {
            Planner planner = new Planner(i, workItems.size(), bucketLimits, policy, workItems::add);
            each(crawlResult, i, wanted, planner::add);
            planner.finish();
        }
        return workItems;
    }

    /** Runs a pass over all directories themselves. */
    PassFindings overDirectories(Pass pass, CrawlResult crawlResult, RsyncCommand command) throws IOException {
        return overDirectories(pass, crawlResult, command, i -> DirectoryPlanner.all(i, bucketSources.bucketLimits()));
    }

    /** Runs a pass over those directories whose entries a pass over entries names. */
    PassFindings overNamedDirectories(Pass pass, CrawlResult crawlResult, RsyncCommand command, LargeFilePolicy policy)
            throws IOException {
        return overDirectories(
                pass,
                crawlResult,
                command,
                i -> DirectoryPlanner.named(
                        i, bucketSources.bucketLimits(), Planner.rule(bucketSources.bucketLimits(), policy)));
    }

    private PassFindings overDirectories(
            Pass pass, CrawlResult crawlResult, RsyncCommand command, IntFunction<DirectoryPlanner> plannerOf)
            throws IOException {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < crawlResult.manifests().size(); i++) {
            DirectoryPlanner planner = plannerOf.apply(i);
            each(crawlResult, i, listing -> true, planner::add);
            workItems.addAll(planner.finish());
        }
        return run(pass, crawlResult, workItems, command);
    }

    private static void each(
            CrawlResult crawlResult, int source, Predicate<ListingSummary> wanted, Consumer<ListingSummary> consumer)
            throws IOException {
        ListingCursor cursor = crawlResult.manifests().get(source).open();
        while (cursor.next()) {
            if (wanted.test(cursor.summary())) {
                consumer.accept(cursor.summary());
            }
        }
    }

    private PassFindings run(Pass pass, CrawlResult crawlResult, List<WorkItem> workItems, RsyncCommand command)
            throws IOException {
        Totals totals = totals(workItems);
        return run(pass, crawlResult, bucketSources.of(workItems), PassRunner.Feed.NONE, totals, Totals.NONE, command);
    }

    /** Entries and bytes of pieces, about. */
    static Totals totals(List<WorkItem> workItems) {
        return workItems.stream()
                .map(workItem -> new Totals(workItem.entries(), 0, workItem.bytes()))
                .reduce(Totals.NONE, Totals::plus);
    }

    private PassFindings run(
            Pass pass,
            BucketContents contents,
            BucketSource bucketSource,
            PassRunner.Feed feed,
            Totals totals,
            Totals done,
            RsyncCommand command)
            throws IOException {
        int buckets = bucketSource.atMost();
        events.accept(new RunEvent.PassStarted(pass, totals, buckets));
        if (!done.equals(Totals.NONE)) {
            events.accept(new RunEvent.Continued(done));
        }
        PassFindings findings = new PassFindings(pass, buckets);
        Set<Long> remaining = runner.run(pass, bucketSource, feed, contents, command, findings.andThen(events));
        if (!remaining.isEmpty()) {
            warnings.add("these processes could not be ended, the storage they use does not answer: " + remaining);
        }
        Duration stalled = Duration.ofNanos(findings.stalledNanos.sum());
        if (!stalled.isZero()) {
            warnings.add("nothing moved for " + Quantities.time(stalled)
                    + " of it, as if the storage did not answer; it was waited for");
        }
        return findings;
    }
}
