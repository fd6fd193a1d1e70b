package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Quantities;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.DirectoryPlanner;
import dev.brigade.plan.Planner;
import dev.brigade.plan.WorkItem;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.DestinationMounts;
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
 * Plans and runs passes over a crawl's result.
 *
 * @param runner runs them
 * @param rules how they are cut into buckets
 * @param mounts how processes reach the destination
 * @param events told what happens
 * @param warnings takes what the user should know
 */
record Passes(
        PassRunner runner,
        PlanRules rules,
        DestinationMounts mounts,
        Consumer<RunEvent> events,
        List<String> warnings) {
    /** Returns the same passes with processes that all use the destination's own path. */
    Passes byDestination() {
        return new Passes(runner, rules, mounts.asPlain(), events, warnings);
    }

    Passes with(PlanRules other) {
        return new Passes(runner, other, mounts, events, warnings);
    }

    /** Runs a pass over the entries of some directories. */
    PassFindings overEntries(
            Pass pass,
            CrawlResult crawlResult,
            RsyncCommand command,
            LargeFilePolicy policy,
            Predicate<ListingSummary> wanted)
            throws IOException {
        return run(pass, crawlResult, workItems(crawlResult, rules.withLarge(policy), wanted), command);
    }

    /** Runs what is left of the copy pass. */
    PassFindings over(CopyPlan plan, RsyncCommand command) throws IOException {
        BucketSource source = plan.bucketSource();
        PassFindings findings = begin(Pass.COPY, plan.totals(), source.atMost());
        if (!plan.done().equals(Totals.NONE)) {
            events.accept(new RunEvent.Continued(plan.done()));
        }
        Consumer<RunEvent> listeners = findings.andThen(events).andThen(plan.recorder());
        return end(findings, runner.run(Pass.COPY, source, plan, plan.contents(), command, mounts, listeners));
    }

    /** Returns the work items of a pass over the entries of some directories. */
    static List<WorkItem> workItems(CrawlResult crawlResult, PlanRules rules, Predicate<ListingSummary> wanted)
            throws IOException {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < crawlResult.manifests().size(); i++) {
            Planner planner = new Planner(i, workItems.size(), rules.limits(), rules.large(), workItems::add);
            each(crawlResult, i, wanted, planner::add);
            planner.finish();
        }
        return workItems;
    }

    /** Runs a pass over some directories themselves. */
    PassFindings overDirectories(
            Pass pass, CrawlResult crawlResult, RsyncCommand command, Predicate<ListingSummary> wanted)
            throws IOException {
        return overDirectories(pass, crawlResult, command, wanted, i -> DirectoryPlanner.all(i, rules.limits()));
    }

    /** Runs a pass over those directories whose entries a pass over entries names. */
    PassFindings overNamedDirectories(Pass pass, CrawlResult crawlResult, RsyncCommand command, LargeFilePolicy policy)
            throws IOException {
        return overDirectories(
                pass,
                crawlResult,
                command,
                listing -> true,
                i -> DirectoryPlanner.named(i, rules.limits(), Planner.rule(rules.limits(), policy)));
    }

    private PassFindings overDirectories(
            Pass pass,
            CrawlResult crawlResult,
            RsyncCommand command,
            Predicate<ListingSummary> wanted,
            IntFunction<DirectoryPlanner> plannerOf)
            throws IOException {
        List<WorkItem> workItems = new ArrayList<>();
        for (int i = 0; i < crawlResult.manifests().size(); i++) {
            DirectoryPlanner planner = plannerOf.apply(i);
            each(crawlResult, i, wanted, planner::add);
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
        Totals totals = workItems.stream()
                .map(workItem -> new Totals(workItem.entries(), 0, workItem.bytes()))
                .reduce(Totals.NONE, Totals::plus);
        BucketSource source = rules.source(workItems);
        PassFindings findings = begin(pass, totals, source.atMost());
        Consumer<RunEvent> listeners = findings.andThen(events);
        return end(
                findings,
                runner.run(pass, source, PassRunner.Feed.NONE, crawlResult.contents(), command, mounts, listeners));
    }

    private PassFindings begin(Pass pass, Totals totals, int buckets) {
        events.accept(new RunEvent.PassStarted(pass, totals, buckets));
        return new PassFindings(pass, buckets);
    }

    private PassFindings end(PassFindings findings, Set<Long> remaining) {
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
