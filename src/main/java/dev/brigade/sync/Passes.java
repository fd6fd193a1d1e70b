package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Quantities;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Slice;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.PlanRules;
import dev.brigade.plan.WorkItem;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.run.BucketContents;
import dev.brigade.run.DestinationMounts;
import dev.brigade.run.PassRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Plans and runs passes over what a crawl found.
 *
 * @param rules how they are cut into buckets
 * @param mounts how processes reach the destination
 * @param warnings takes what the user should know
 */
record Passes(
        PassRunner runner,
        PlanRules rules,
        DestinationMounts mounts,
        Consumer<RunEvent> events,
        List<String> warnings) {
    /** Takes the buckets that rsync got through without an error, and what the pass has found so far. */
    private interface Recorder {
        Recorder NONE = (bucket, found) -> {};

        void done(Bucket bucket, PassFindings found) throws IOException;
    }

    /** Returns the same passes with processes that all use the destination's own path. */
    Passes byDestination() {
        return new Passes(runner, rules, mounts.asPlain(), events, warnings);
    }

    Passes with(PlanRules other) {
        return new Passes(runner, other, mounts, events, warnings);
    }

    /** Runs what is left of the copy pass. */
    PassFindings over(CopyPlan plan, RsyncCommand command) throws IOException {
        return run(
                Pass.COPY,
                plan.totals(),
                plan.done(),
                plan.bucketSource(),
                plan,
                plan.contents(),
                command,
                (bucket, found) -> plan.done(bucket));
    }

    /** Runs the verifying pass over all entries that the run has not verified yet, and keeps what it verified. */
    PassFindings overUnverified(
            CrawlResult crawled, RsyncCommand command, LargeFilePolicy policy, VerifiedParts verified)
            throws IOException {
        Totals done = Totals.NONE;
        List<WorkItem> left = new ArrayList<>();
        for (WorkItem workItem : crawled.workItems(rules.withLarge(policy), listing -> true)) {
            if (verified.isDone(workItem, crawled.manifests().get(workItem.transfer()))) {
                done = done.plus(totals(workItem));
            } else {
                left.add(workItem);
            }
        }
        Recorder recorder = command.settings().contains(Setting.DRY_RUN)
                ? Recorder.NONE
                : (bucket, found) -> verified.done(bucket, crawled.manifests().get(bucket.transfer()), found);
        return run(Pass.VERIFY, crawled, left, done, command, recorder);
    }

    /** Runs a pass over the entries of some directories. */
    PassFindings overEntries(
            Pass pass,
            CrawlResult crawled,
            RsyncCommand command,
            LargeFilePolicy policy,
            Predicate<ListingSummary> wanted)
            throws IOException {
        List<WorkItem> workItems = crawled.workItems(rules.withLarge(policy), wanted);
        return run(pass, crawled, workItems, Totals.NONE, command, Recorder.NONE);
    }

    /** Runs a pass that sets the attributes of some directories. */
    PassFindings fixDirectories(CrawlResult crawled, RsyncCommand command, Predicate<ListingSummary> wanted)
            throws IOException {
        return overDirectories(Pass.FIX_DIRECTORIES, crawled, command, wanted, new Slice.Directories(Optional.empty()));
    }

    /** Runs the deleting pass over some directories. */
    PassFindings overContents(CrawlResult crawled, RsyncCommand command, Predicate<ListingSummary> wanted)
            throws IOException {
        return overDirectories(Pass.PRUNE, crawled, command, wanted, Slice.Directories.CONTENTS);
    }

    /** Runs the deleting pass over those directories whose entries the verifying pass names. */
    PassFindings overNamedDirectories(CrawlResult crawled, RsyncCommand command, LargeFilePolicy policy)
            throws IOException {
        Slice.Directories named =
                new Slice.Directories(Optional.of(rules.withLarge(policy).split()));
        return overDirectories(Pass.PRUNE, crawled, command, listing -> true, named);
    }

    private PassFindings overDirectories(
            Pass pass,
            CrawlResult crawled,
            RsyncCommand command,
            Predicate<ListingSummary> wanted,
            Slice.Directories selection)
            throws IOException {
        return run(
                pass,
                crawled,
                crawled.directories(rules.limits(), selection, wanted),
                Totals.NONE,
                command,
                Recorder.NONE);
    }

    static Totals totals(WorkItem workItem) {
        return new Totals(workItem.entries(), 0, workItem.bytes());
    }

    private PassFindings run(
            Pass pass,
            CrawlResult crawled,
            List<WorkItem> workItems,
            Totals before,
            RsyncCommand command,
            Recorder recorder)
            throws IOException {
        Totals totals = workItems.stream().map(Passes::totals).reduce(before, Totals::plus);
        BucketSource source = rules.source(workItems);
        return run(pass, totals, before, source, PassRunner.Feed.NONE, crawled, command, recorder);
    }

    private PassFindings run(
            Pass pass,
            Totals totals,
            Totals before,
            BucketSource source,
            PassRunner.Feed feed,
            BucketContents contents,
            RsyncCommand command,
            Recorder recorder)
            throws IOException {
        events.accept(new RunEvent.PassStarted(pass, totals, source.atMost()));
        if (!before.equals(Totals.NONE)) {
            events.accept(new RunEvent.Continued(before));
        }
        PassFindings found = new PassFindings(pass, source.atMost(), before);
        Consumer<RunEvent> listeners = found.andThen(events).andThen(event -> record(event, found, recorder));
        Set<Long> remaining = runner.run(pass, source, feed, contents, command, mounts, listeners);
        if (!remaining.isEmpty()) {
            warnings.add("these processes cannot be ended, because their storage does not answer: " + remaining);
        }
        Duration stalled = Duration.ofNanos(found.stalledNanos.sum());
        if (!stalled.isZero()) {
            warnings.add("no progress for " + Quantities.time(stalled)
                    + " in all, perhaps because the storage did not answer");
        }
        return found;
    }

    private static void record(RunEvent event, PassFindings found, Recorder recorder) {
        if (event instanceof RunEvent.BucketFinished finished && finished.complete() && !finished.failed()) {
            try {
                recorder.done(finished.bucket(), found);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
