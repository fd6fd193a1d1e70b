package dev.brigade.sync;

import dev.brigade.format.Quantities;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.Pass;
import dev.brigade.model.RunEvent;
import dev.brigade.model.Totals;
import dev.brigade.plan.DirectoryPlanner;
import dev.brigade.plan.Piece;
import dev.brigade.plan.Planner;
import dev.brigade.plan.Sizing;
import dev.brigade.plan.Supply;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import dev.brigade.state.ListingCursor;
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
 * @param supplies makes buckets of pieces
 * @param events told what happens
 * @param warnings takes what the user should know
 */
record Passes(PassRunner runner, Supplies supplies, Consumer<RunEvent> events, List<String> warnings) {
    /** The same, whose processes all go by the destination's own path. */
    Passes byDestination() {
        return new Passes(runner.byDestination(), supplies, events, warnings);
    }

    /** Runs a pass over the entries of some directories. */
    PassFindings overEntries(
            Pass pass, Survey survey, RsyncCommand command, LargeFilePolicy policy, Predicate<ListingSummary> wanted)
            throws IOException {
        return run(pass, survey, pieces(survey, supplies.sizing(), policy, wanted), command);
    }

    /** Runs what is left of the copy pass. */
    PassFindings over(CopyPlan plan, RsyncCommand command) throws IOException {
        return run(Pass.COPY, plan.contents(), plan.supply(), plan.feed(), plan.totals(), plan.done(), command);
    }

    /** The pieces of a pass over the entries of some directories. */
    static List<Piece> pieces(Survey survey, Sizing sizing, LargeFilePolicy policy, Predicate<ListingSummary> wanted)
            throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < survey.manifests().size(); i++) {
            Planner planner = new Planner(i, pieces.size(), sizing, policy, pieces::add);
            each(survey, i, wanted, planner::add);
            planner.finish();
        }
        return pieces;
    }

    /** Runs a pass over all directories themselves. */
    PassFindings overDirectories(Pass pass, Survey survey, RsyncCommand command) throws IOException {
        return overDirectories(pass, survey, command, i -> DirectoryPlanner.all(i, supplies.sizing()));
    }

    /** Runs a pass over those directories whose entries a pass over entries names. */
    PassFindings overNamedDirectories(Pass pass, Survey survey, RsyncCommand command, LargeFilePolicy policy)
            throws IOException {
        return overDirectories(
                pass,
                survey,
                command,
                i -> DirectoryPlanner.named(i, supplies.sizing(), Planner.rule(supplies.sizing(), policy)));
    }

    private PassFindings overDirectories(
            Pass pass, Survey survey, RsyncCommand command, IntFunction<DirectoryPlanner> plannerOf)
            throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < survey.manifests().size(); i++) {
            DirectoryPlanner planner = plannerOf.apply(i);
            each(survey, i, listing -> true, planner::add);
            pieces.addAll(planner.finish());
        }
        return run(pass, survey, pieces, command);
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

    private PassFindings run(Pass pass, Survey survey, List<Piece> pieces, RsyncCommand command) throws IOException {
        Totals totals = totals(pieces);
        return run(pass, survey, supplies.of(pieces), PassRunner.Feed.NONE, totals, Totals.NONE, command);
    }

    /** Entries and bytes of pieces, about. */
    static Totals totals(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> new Totals(piece.entries(), 0, piece.bytes()))
                .reduce(Totals.NONE, Totals::plus);
    }

    private PassFindings run(
            Pass pass,
            BucketContents contents,
            Supply supply,
            PassRunner.Feed feed,
            Totals totals,
            Totals done,
            RsyncCommand command)
            throws IOException {
        int buckets = supply.atMost();
        events.accept(new RunEvent.PassStarted(pass, totals, buckets));
        if (!done.equals(Totals.NONE)) {
            events.accept(new RunEvent.Continued(done));
        }
        PassFindings findings = new PassFindings(pass, buckets);
        Set<Long> remaining = runner.run(pass, supply, feed, contents, command, findings.andThen(events));
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
