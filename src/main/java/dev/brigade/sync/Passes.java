package dev.brigade.sync;

import dev.brigade.format.Quantities;
import dev.brigade.model.Bucket;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.Pass;
import dev.brigade.model.RunEvent;
import dev.brigade.model.Totals;
import dev.brigade.plan.DirectoryPlanner;
import dev.brigade.plan.Planner;
import dev.brigade.plan.Sizing;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.PassRunner;
import dev.brigade.state.ListingCursor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Plans and runs passes over a survey.
 *
 * @param runner runs them
 * @param sizing how large buckets are
 * @param events told what happens
 * @param warnings takes what the user should know
 */
record Passes(PassRunner runner, Sizing sizing, Consumer<RunEvent> events, List<String> warnings) {
    private static final Comparator<Bucket> LARGEST_FIRST =
            Comparator.comparingLong(Bucket::cost).reversed();

    /** Runs a pass over the entries of some directories. */
    PassFindings overEntries(
            Pass pass, Survey survey, RsyncCommand command, LargeFilePolicy policy, Predicate<ListingSummary> wanted)
            throws IOException {
        return run(pass, survey, plan(survey, sizing, policy, wanted), command, Totals.NONE);
    }

    /** Runs what is left of the copy pass. */
    PassFindings over(CopyPlan plan, RsyncCommand command) throws IOException {
        return run(Pass.COPY, plan.survey(), plan.waiting(), command, plan.done());
    }

    /** The buckets of a pass over the entries of some directories, in the order in which they should run. */
    static List<Bucket> plan(Survey survey, Sizing sizing, LargeFilePolicy policy, Predicate<ListingSummary> wanted)
            throws IOException {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < survey.manifests().size(); i++) {
            Planner planner = new Planner(i, sizing, policy);
            each(survey, i, wanted, planner::add);
            buckets.addAll(planner.finish());
        }
        buckets.sort(LARGEST_FIRST);
        return buckets;
    }

    /** Runs a pass over all directories themselves. */
    PassFindings overDirectories(Pass pass, Survey survey, RsyncCommand command) throws IOException {
        return overDirectories(pass, survey, command, i -> DirectoryPlanner.all(i, sizing));
    }

    /** Runs a pass over those directories whose entries a pass over entries names. */
    PassFindings overNamedDirectories(Pass pass, Survey survey, RsyncCommand command, LargeFilePolicy policy)
            throws IOException {
        return overDirectories(
                pass, survey, command, i -> DirectoryPlanner.named(i, sizing, new Planner(i, sizing, policy).rule()));
    }

    private PassFindings overDirectories(
            Pass pass, Survey survey, RsyncCommand command, IntFunction<DirectoryPlanner> plannerOf)
            throws IOException {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < survey.manifests().size(); i++) {
            DirectoryPlanner planner = plannerOf.apply(i);
            each(survey, i, listing -> true, planner::add);
            buckets.addAll(planner.finish());
        }
        buckets.sort(LARGEST_FIRST);
        return run(pass, survey, buckets, command, Totals.NONE);
    }

    private static void each(
            Survey survey, int source, Predicate<ListingSummary> wanted, Consumer<ListingSummary> consumer)
            throws IOException {
        ListingCursor cursor = survey.manifests().get(source).open();
        while (cursor.next()) {
            if (wanted.test(cursor.summary())) {
                consumer.accept(cursor.summary());
            }
        }
    }

    private PassFindings run(Pass pass, Survey survey, List<Bucket> buckets, RsyncCommand command, Totals done)
            throws IOException {
        long entries = buckets.stream().mapToLong(Bucket::entries).sum();
        long bytes = buckets.stream().mapToLong(Bucket::bytes).sum();
        Totals all = new Totals(entries, 0, bytes).plus(done);
        events.accept(new RunEvent.PassStarted(pass, all, buckets.size()));
        if (!done.equals(Totals.NONE)) {
            events.accept(new RunEvent.Continued(done));
        }
        PassFindings findings = new PassFindings(pass, buckets.size());
        Set<Long> remaining = runner.run(pass, buckets, survey, command, findings.andThen(events));
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
