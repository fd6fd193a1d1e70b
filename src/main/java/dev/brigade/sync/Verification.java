package dev.brigade.sync;

import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.run.Cancellation;
import dev.brigade.run.RetryPolicy;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Phase 2: compares everything, repairs what differs, and looks a second time wherever the first look found something,
 * so that what it says is about the state at the end.
 */
final class Verification {
    private final Passes passes;
    private final SyncRequest request;
    private RsyncCommand command;
    private final RetryPolicy retry;
    private final Cancellation stop;
    private final @Nullable CrawlResult before;
    private final CrawlResult now;
    private final Findings findings;
    private final List<String> warnings;
    private final LargeFilePolicy policy;

    /** What the first look over everything found; its counters tell of the whole phase. */
    private PassFindings first = new PassFindings(Pass.VERIFY, 0);

    private final AffectedDirectories directoriesSet = new AffectedDirectories();

    Verification(
            Passes passes,
            SyncRequest request,
            VerifyLevel level,
            RsyncCommand command,
            RetryPolicy retry,
            Cancellation stop,
            @Nullable CrawlResult before,
            CrawlResult now,
            Findings findings,
            List<String> warnings) {
        this.passes = passes;
        this.request = request;
        this.command = command;
        this.retry = retry;
        this.stop = stop;
        this.before = before;
        this.now = now;
        this.findings = findings;
        this.warnings = warnings;
        this.policy = level == VerifyLevel.CHECKSUM ? LargeFilePolicy.APART_BY_NAME : LargeFilePolicy.TOGETHER;
    }

    /** Runs it and fills the findings; returns what the first look found. */
    PassFindings run() throws IOException {
        boolean delete = request.delete() && mayDelete();
        RsyncCommand complete = command.with(Setting.DELETE, delete);
        first = look(passes, Pass.VERIFY, complete, listing -> true);
        judgeTimesAgain();
        complete = command.with(Setting.DELETE, delete);
        List<Change> changes = first.changes.things();
        if (delete && !stop.isRequested()) {
            PassFindings pruned = passes.overNamedDirectories(Pass.PRUNE, now, complete, policy);
            gatherDeletions(pruned);
            findings.failed(pruned.failures());
        }
        if (request.dryRun() || !request.copies()) {
            changes.addAll(request.dryRun() ? first.directoryAttributes.things() : first.directoryAttributesBefore());
        }
        Remaining remaining = new Remaining(first);
        if (!request.dryRun() && !first.isQuiet() && !stop.isRequested()) {
            lookAgain(complete, changes, remaining);
        }
        if (!request.dryRun()) {
            lookAtDirectories(remaining);
        }
        judge(changes, remaining);
        return first;
    }

    /** Looks again where the first look found something; then, some time later, where what failed may have passed. */
    private void lookAgain(RsyncCommand complete, List<Change> changes, Remaining remaining) throws IOException {
        AffectedDirectories affected = first.affected;
        for (var bucket : first.incompleteBuckets()) {
            now.contents()
                    .items(
                            bucket,
                            item -> affected.add(
                                    item.contents() ? item.name() : item.name().parent()));
        }
        repairAndLook(complete, affected, first.hasFailures(), changes, remaining::replace);
        for (int attempt = 1; attempt <= retry.retries(); attempt++) {
            AffectedDirectories another = remaining.worthAnother();
            if (another.isEmpty() || stop.isRequestedWithin(retry.pauseAfter(attempt))) {
                break;
            }
            repairAndLook(complete, another, true, changes, found -> remaining.replace(another, found));
        }
    }

    /** Once files are repaired, their times show what the destination keeps, even if nothing did before. */
    private void judgeTimesAgain() throws IOException {
        boolean changed = !first.isQuiet() || !first.directoriesSet.isEmpty();
        if (changed && isToTheNanosecond() && !stop.isRequested() && !TimeAccuracy.isKept(now)) {
            command = command.with(Setting.NANOSECONDS, false);
        }
    }

    /** Whether times were compared to the nanosecond. */
    boolean isToTheNanosecond() {
        return command.settings().contains(Setting.NANOSECONDS);
    }

    /**
     * Sets the attributes of directories twice more. What the second time still has to set, the storage does not keep;
     * the first time covers what another mount remembers and what processes did to each other.
     */
    private void lookAtDirectories(Remaining remaining) throws IOException {
        RsyncCommand setting = command;
        if (remaining.hasOwnersRefused()) {
            setting = command.withoutOwners();
            directoriesSet.addAll();
        }
        AffectedDirectories wanted = directoriesSet;
        for (int look = 1; look <= 2 && !wanted.isEmpty() && !stop.isRequested(); look++) {
            PassFindings found =
                    passes.byDestination().overDirectories(Pass.FIX_DIRECTORIES, now, setting, inside(wanted));
            findings.failed(found.failures());
            if (look == 2 && !stop.isRequested()) {
                remaining.addDirectories(found);
            }
            wanted = found.directoriesSet;
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
        if (repair) {
            RsyncCommand repairing = first.hasOwnersRefused() ? command.withoutOwners() : command;
            changes.addAll(
                    look(again, Pass.REPAIR, repairing, inside(there)).changes.things());
        }
        if (!stop.isRequested()) {
            found.accept(look(again, Pass.VERIFY, complete, inside(there)));
        }
    }

    private static Predicate<ListingSummary> inside(AffectedDirectories affected) {
        return listing -> affected.contains(listing.directory());
    }

    private PassFindings look(Passes by, Pass pass, RsyncCommand with, Predicate<ListingSummary> wanted)
            throws IOException {
        PassFindings findings = by.overEntries(pass, now, with, policy, wanted);
        gatherDeletions(findings);
        directoriesSet.addAll(findings.directoriesSet);
        return findings;
    }

    private void gatherDeletions(PassFindings found) {
        extra(found).forEach(name -> findings.deleted.add(name, name));
    }

    /** What a pass removed or would remove: a rehearsing rsync also names directories that hold excluded entries. */
    private List<FileName> extra(PassFindings found) {
        List<FileName> names = found.deleted.things();
        if (request.dryRun() || request.maxDelete().isPresent()) {
            names.removeAll(ExcludedContents.holders(names, now.roots().destination(), command.filters()));
        }
        return names;
    }

    /** What failed or still differs is said as that alone, so it is judged before what was repaired. */
    private void judge(List<Change> changes, Remaining remaining) throws IOException {
        findings.failed(remaining.failed());
        findings.vanished(remaining.vanished());
        findings.differing(remaining.differing(), now);
        findings.repaired(changes, first.changes.more(), before, now);
        if (before != null && !stop.isRequested()) {
            // What the crawl saw and rsync then removed from the destination has vanished in between.
            now.find(findings.deleted.keys()).keySet().forEach(findings::gone);
            if (!SourceChanges.judge(before, now, findings)) {
                warnings.add(
                        "what changed in the source before it was copied is not named: there are too many directories");
            }
        }
    }

    /** Whether deleting is safe: everything in the source could be read, and the guard allows it. */
    private boolean mayDelete() throws IOException {
        if (!now.unreadable().isEmpty()) {
            warnings.add("nothing was deleted, because parts of the source could not be read");
            return false;
        }
        OptionalLong limit = request.maxDelete();
        if (limit.isEmpty() || request.dryRun()) {
            return true;
        }
        RsyncCommand rehearsal = command.with(Setting.DELETE, true).with(Setting.DRY_RUN, true);
        PassFindings found = passes.overEntries(Pass.VERIFY, now, rehearsal, policy, listing -> true);
        PassFindings named = passes.overNamedDirectories(Pass.PRUNE, now, rehearsal, policy);
        long extra = extra(found).size() + found.deleted.more() + extra(named).size() + named.deleted.more();
        if (extra <= limit.getAsLong()) {
            return true;
        }
        findings.failed(List.of(new Problem(
                null,
                "nothing was deleted: " + extra + " extra entries are more than --max-delete " + limit.getAsLong()
                        + " allows")));
        return false;
    }
}
