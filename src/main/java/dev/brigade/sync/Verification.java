package dev.brigade.sync;

import dev.brigade.model.Change;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.Stop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Phase 2: compares everything, repairs what differs, and looks a second time wherever the first look found something, so that what it
 * says is about the state at the end.
 */
final class Verification {
    private final Passes passes;
    private final SyncRequest request;
    private final RsyncCommand command;
    private final Stop stop;
    private final @Nullable Survey before;
    private final Survey now;
    private final Verdict verdict;
    private final List<String> warnings;
    private final LargeFilePolicy policy;

    /** What the first look over everything found; its counters tell of the whole phase. */
    private PassFindings first = new PassFindings(Pass.VERIFY, 0);

    Verification(
            Passes passes,
            SyncRequest request,
            VerifyLevel level,
            RsyncCommand command,
            Stop stop,
            @Nullable Survey before,
            Survey now,
            Verdict verdict,
            List<String> warnings) {
        this.passes = passes;
        this.request = request;
        this.command = command;
        this.stop = stop;
        this.before = before;
        this.now = now;
        this.verdict = verdict;
        this.warnings = warnings;
        this.policy = level == VerifyLevel.CHECKSUM ? LargeFilePolicy.APART_BY_NAME : LargeFilePolicy.TOGETHER;
    }

    /** Runs it and fills the verdict; gives back what the first look found. */
    PassFindings run() throws IOException {
        boolean delete = request.delete() && mayDelete();
        RsyncCommand complete = command.deleting(delete);
        first = look(Pass.VERIFY, complete, listing -> true);
        List<Change> changes = first.changes.things();
        PassFindings last = first;
        if (delete && !stop.isAsked()) {
            PassFindings pruned = passes.overNamedDirectories(Pass.PRUNE, now, complete, policy);
            gatherDeletions(pruned);
            verdict.failed(failures(pruned));
        }
        if (request.dryRun() || !request.copies()) {
            changes.addAll(request.dryRun() ? first.directoryAttributes.things() : first.directoryAttributesBefore());
        }
        if (!request.dryRun() && !first.isQuiet() && !stop.isAsked()) {
            last = lookAgain(complete, changes);
        }
        judge(changes, last);
        return first;
    }

    private PassFindings lookAgain(RsyncCommand complete, List<Change> changes) throws IOException {
        AffectedDirectories affected = first.affected;
        for (var bucket : first.incompleteBuckets()) {
            now.units(
                    bucket,
                    unit -> affected.add(
                            unit.contents() ? unit.name() : unit.name().parent()));
        }
        if (first.hasFailures()) {
            RsyncCommand repair = first.hasOwnersRefused() ? command.withoutOwners() : command;
            changes.addAll(look(Pass.REPAIR, repair, inside(affected)).changes.things());
        }
        if (stop.isAsked()) {
            return first;
        }
        PassFindings last = look(Pass.VERIFY, complete, inside(affected));
        if (last.hasOwnersRefused() && !stop.isAsked()) {
            verdict.failed(failures(passes.overDirectories(Pass.SEAL, now, command.withoutOwners())));
        }
        return last;
    }

    private static Predicate<ListingSummary> inside(AffectedDirectories affected) {
        return listing -> affected.contains(listing.directory());
    }

    private PassFindings look(Pass pass, RsyncCommand with, Predicate<ListingSummary> wanted) throws IOException {
        PassFindings findings = passes.overEntries(pass, now, with, policy, wanted);
        gatherDeletions(findings);
        return findings;
    }

    private void gatherDeletions(PassFindings findings) {
        findings.deleted.things().forEach(name -> verdict.deleted.add(name, name));
    }

    /** What failed or still differs is said as that alone, so it is judged before what was repaired. */
    private void judge(List<Change> changes, PassFindings last) throws IOException {
        verdict.failed(failures(last));
        verdict.vanished(first.vanished.things());
        verdict.vanished(last.vanished.things());
        if (last != first) {
            verdict.differing(last.changes.things(), now);
        }
        verdict.repaired(changes, first.changes.more(), before, now);
    }

    /** Everything a pass could not do: entries, and buckets that it did not get through. */
    static List<Problem> failures(PassFindings findings) {
        List<Problem> failed = new ArrayList<>(findings.failed.things());
        findings.incomplete.forEach(end -> failed.add(new Problem(null, end.reason())));
        return failed;
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
        RsyncCommand rehearsal = command.deleting(true).rehearsing();
        PassFindings found = passes.overEntries(Pass.VERIFY, now, rehearsal, policy, listing -> true);
        PassFindings named = passes.overNamedDirectories(Pass.PRUNE, now, rehearsal, policy);
        long extra = found.deleted.tally().count() + named.deleted.tally().count();
        if (extra <= limit.getAsLong()) {
            return true;
        }
        verdict.failed(List.of(new Problem(
                null,
                "nothing was deleted: " + extra + " extra entries are more than --max-delete " + limit.getAsLong()
                        + " allows")));
        return false;
    }
}
