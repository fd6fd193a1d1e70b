package dev.brigade.sync;

import dev.brigade.manifest.FoldedNames;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.model.Change;
import dev.brigade.model.Pass;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.Totals;
import dev.brigade.model.VerifyLevel;
import dev.brigade.rsync.DirectoryRule;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.run.Cancellation;
import dev.brigade.run.DirectoryCheck;
import dev.brigade.run.StallDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Phase 2: compares everything, repairs what differs, and looks a second time wherever the first look found something,
 * so that its findings describe the end. Used once.
 */
final class Verification {
    /** So often brigade separates names that share an inode in the destination alone; then they still differ. */
    private static final int SEPARATIONS = 3;

    private final RunContext run;
    private final SyncRequest request;
    private final Cancellation stop;
    private final Passes passes;
    private final @Nullable CrawlResult before;
    private final CrawlResult now;
    private final CrawlResult whole;
    private final FoldedNames names;
    private final Deletions deletions;
    private final LargeFilePolicy policy;
    private final AffectedDirectories directoriesSet = new AffectedDirectories();
    private RsyncCommand command;

    /** What the first look over everything found; its counters count the whole phase. */
    private PassFindings first = new PassFindings(Pass.VERIFY, 0, Totals.NONE);

    /**
     * Prepares a verification.
     *
     * @param scoped tells what the sources hold
     * @param copied what was copied; empty if nothing was
     * @param now what there is to verify
     * @param created the number of entries that the copy has created
     */
    Verification(
            RunContext run,
            Passes passes,
            ScopedCrawl scoped,
            Optional<CrawlResult> copied,
            CrawlResult now,
            long created)
            throws IOException {
        this.run = run;
        this.request = run.request;
        this.stop = run.tools.stop();
        this.passes = passes;
        this.before = scoped.planned().or(() -> copied).orElse(null);
        this.now = now;
        this.whole = scoped.whole().orElse(now);
        this.names = scoped.names();
        this.deletions = new Deletions(run, now, created);
        VerifyLevel level = request.verify();
        this.policy = level == VerifyLevel.CHECKSUM ? LargeFilePolicy.APART_BY_NAME : LargeFilePolicy.TOGETHER;
        boolean nanoseconds = !stop.isLost() && run.prepared.version().hasNanoseconds() && TimeAccuracy.isKept(now);
        this.command = run.command(level, nanoseconds, false);
    }

    /** Runs it and fills the findings; returns what the first look found. */
    PassFindings run(VerifiedParts verified) throws IOException, InterruptedException {
        boolean delete = deletions.areAllowed(passes, command, policy, verified);
        first = gather(passes.overUnverified(now, command.with(Setting.DELETE, delete), policy, verified));
        judgeTimesAgain();
        RsyncCommand complete = command.with(Setting.DELETE, delete);
        List<Change> changes = first.changes.things();
        if (delete && !stop.isRequested()) {
            PassFindings pruned = passes.overNamedDirectories(now, complete, policy);
            deletions.gather(pruned);
            run.findings.failed(pruned.failures());
            if (run.scope instanceof Scope.Rest rest) {
                PassFindings divided = passes.overContents(whole, complete, rest.divided()::test);
                deletions.gather(divided);
                run.findings.failed(divided.failures());
            }
        }
        if (run.scope instanceof Scope.Rest) {
            directoriesSet.addAll(); // The shards have changed the directories of other shards.
        }
        if (request.dryRun() || !request.copies()) {
            changes.addAll(request.dryRun() ? first.directoryAttributes.things() : first.directoryAttributesBefore());
        }
        Remaining remaining = new Remaining(first);
        if (!request.dryRun() && !first.isQuiet() && !stop.isRequested()) {
            lookAgain(complete, changes, remaining);
        }
        if (!request.dryRun() && !(run.scope instanceof Scope.Shard)) { // The end of a job looks at all directories.
            lookAtDirectories(remaining);
        }
        judge(changes, remaining);
        return first;
    }

    /** Returns in words what was compared. */
    String comparison() {
        return Comparison.describe(request.verify(), run.prepared.options(), isToTheNanosecond());
    }

    private boolean isToTheNanosecond() {
        return command.settings().contains(Setting.NANOSECONDS);
    }

    /** Once files are repaired, their times show what the destination keeps, even if nothing did before. */
    private void judgeTimesAgain() throws IOException {
        boolean changed = !first.isQuiet() || !first.directoriesSet.isEmpty();
        if (changed && isToTheNanosecond() && !stop.isRequested() && !TimeAccuracy.isKept(now)) {
            command = command.with(Setting.NANOSECONDS, false);
        }
    }

    /** Looks again where the first look found something; then retries what failed with a temporary error. */
    private void lookAgain(RsyncCommand complete, List<Change> changes, Remaining remaining) throws IOException {
        AffectedDirectories affected = first.affected;
        for (var bucket : first.incompleteBuckets()) {
            now.items(
                    bucket,
                    item -> affected.add(
                            item.contents() ? item.name() : item.name().parent()));
        }
        ExtraLinks extraLinks = new ExtraLinks(now);
        if (extraLinks.areIn(changes)) {
            affected.addAll(); // Any other name may have these attributes now.
        }
        repairAndLook(complete, affected, first.hasFailures(), changes, remaining::replace);
        for (int i = 0; i < SEPARATIONS && extraLinks.separate(remaining.differing(), changes); i++) {
            affected.addAll();
            repairAndLook(complete, affected, true, changes, remaining::replace);
        }
        for (int attempt = 1; attempt <= run.retry.retries(); attempt++) {
            AffectedDirectories another = remaining.worthAnother();
            if (another.isEmpty() || stop.isRequestedWithin(run.retry.pauseAfter(attempt))) {
                break;
            }
            repairAndLook(complete, another, true, changes, found -> remaining.replace(another, found));
        }
    }

    private void repairAndLook(
            RsyncCommand complete,
            AffectedDirectories there,
            boolean repair,
            List<Change> changes,
            Consumer<PassFindings> found)
            throws IOException {
        // One mount remembers for a while how something was before another changed it.
        Passes again = passes.byDestination();
        if (repair && !stop.isRequested()) {
            RsyncCommand repairing = first.hasOwnersRefused() ? command.withoutOwners() : command;
            PassFindings repaired = gather(again.overEntries(Pass.REPAIR, now, repairing, policy, inside(there)));
            changes.addAll(repaired.changes.things());
        }
        if (!stop.isRequested()) {
            found.accept(gather(again.overEntries(Pass.VERIFY, now, complete, policy, inside(there))));
        }
    }

    private static Predicate<ListingSummary> inside(AffectedDirectories affected) {
        return listing -> affected.contains(listing.directory());
    }

    private PassFindings gather(PassFindings found) {
        deletions.gather(found);
        directoriesSet.addAll(found.directoriesSet);
        return found;
    }

    /**
     * Looks again at directories whose attributes were set, and sets those that differ, twice at most. What the second
     * time still has to set, the storage does not keep; the first time covers what another mount remembers and what
     * processes did to each other.
     */
    private void lookAtDirectories(Remaining remaining) throws IOException, InterruptedException {
        RsyncCommand setting = command;
        if (remaining.hasOwnersRefused()) {
            setting = command.withoutOwners();
            directoriesSet.addAll();
        }
        AffectedDirectories wanted = differing(directoriesSet, setting);
        for (int look = 1; look <= 2 && !wanted.isEmpty() && !stop.isRequested(); look++) {
            PassFindings found = passes.byDestination().fixDirectories(whole, setting, inside(wanted));
            run.findings.failed(found.failures());
            if (look == 2 && !stop.isRequested()) {
                remaining.addDirectories(found);
            }
            wanted = differing(found.directoriesSet, setting);
        }
    }

    /** Returns those directories on which rsync may have to set something; all of them if only rsync can tell. */
    @SuppressWarnings("try") // The detector watches until it is closed.
    private AffectedDirectories differing(AffectedDirectories directories, RsyncCommand setting)
            throws IOException, InterruptedException {
        Optional<DirectoryRule> rule = DirectoryRule.of(setting);
        if (rule.isEmpty() || directories.isEmpty()) {
            return directories;
        }
        AffectedDirectories differing = new AffectedDirectories();
        DirectoryCheck check =
                new DirectoryCheck(rule.get(), passes.mounts(), run.threads(), stop::isRequested, differing::add);
        try (StallDetector watch = run.watches.watch(check::looked, run.tools.events())) {
            for (int i = 0; i < whole.manifests().size(); i++) {
                Path source = whole.roots().transfers().get(i).get(0).root();
                ListingCursor cursor = whole.manifests().get(i).open();
                while (cursor.next()) {
                    ListingSummary listing = cursor.summary();
                    if (listing.extent().ownsDirectory() && directories.contains(listing.directory())) {
                        check.add(listing.directory(), source);
                    }
                }
            }
            check.finish();
        }
        return differing;
    }

    /** What failed or still differs is reported as that alone, so it is judged before what was repaired. */
    private void judge(List<Change> changes, Remaining remaining) throws IOException {
        Findings findings = run.findings;
        findings.failed(remaining.failed());
        findings.vanished(remaining.vanished());
        findings.differing(remaining.differing(), now);
        if (!stop.isRequested()) {
            findings.sameNames(names, whole);
        }
        findings.repaired(changes, first.changes.more(), before, now);
        if (before != null && !stop.isRequested()) {
            // What the crawl saw and rsync then removed from the destination has vanished in between.
            now.find(findings.deleted.keys()).keySet().forEach(findings::gone);
            if (!before.manifests().equals(now.manifests()) && !SourceChanges.judge(before, whole, findings)) {
                run.warnings.add("brigade does not name what changed in the source before it was copied:"
                        + " there are too many directories");
            }
        }
    }
}
