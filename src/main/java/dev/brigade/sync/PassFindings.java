package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.Totals;
import dev.brigade.model.Written;
import dev.brigade.plan.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Gathers what rsync reports in one pass. Thread-safe. */
final class PassFindings implements Consumer<RunEvent> {
    final int buckets;
    final Totals before;
    final LongAdder processes = new LongAdder();
    final LongAdder failedProcesses = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder processNanos = new LongAdder();
    final LongAdder stalledNanos = new LongAdder();
    /** What was changed, except attributes of directories and deletions; not gathered in the copy pass. */
    final NamedFindings<FileName, Change> changes = new NamedFindings<>();

    final NamedFindings<FileName, Change> directoryAttributes = new NamedFindings<>();
    final NamedFindings<FileName, FileName> deleted = new NamedFindings<>();
    final NamedFindings<FileName, Problem> failed = new NamedFindings<>();
    final NamedFindings<FileName, Problem> vanished = new NamedFindings<>();
    final List<RunEvent.BucketFinished> incomplete = new CopyOnWriteArrayList<>();
    final AffectedDirectories affected = new AffectedDirectories();
    /** Directories that the pass made or whose attributes it set; not gathered in the copy pass. */
    final AffectedDirectories directoriesSet = new AffectedDirectories();

    private final boolean namesKept;
    private Written written = Written.NOTHING;

    /**
     * Gathers for a pass.
     *
     * @param buckets the number of its buckets
     * @param before what an earlier part of the run has done of it
     */
    PassFindings(Pass pass, int buckets, Totals before) {
        this.buckets = buckets;
        this.before = before;
        this.namesKept = pass != Pass.COPY;
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.EntryChanged changed) {
            accept(changed.change(), changed.direct());
        } else if (event instanceof RunEvent.EntryFailed failure) {
            addFailure(failure.problem());
        } else if (event instanceof RunEvent.EntryVanished gone) {
            FileName name = nameOf(gone.problem());
            vanished.add(name, gone.problem());
            affected.add(name.parent());
        } else if (event instanceof RunEvent.Resumed resumed) {
            stalledNanos.add(resumed.time().toNanos());
        } else if (event instanceof RunEvent.BucketStarted started) {
            processes.add(started.direct() ? 0 : 1);
        } else if (event instanceof RunEvent.BucketAgain again) {
            processNanos.add(again.time().toNanos());
            failedProcesses.increment();
            retries.increment();
        } else if (event instanceof RunEvent.BucketFinished finished) {
            accept(finished);
        } else if (!isNoFinding(event)) {
            throw new IllegalArgumentException("unknown event: " + event);
        }
    }

    private static boolean isNoFinding(RunEvent event) {
        return event instanceof RunEvent.RunStarted
                || event instanceof RunEvent.RunEnded
                || event instanceof RunEvent.CrawlStarted
                || event instanceof RunEvent.CrawlEnded
                || event instanceof RunEvent.Listed
                || event instanceof RunEvent.PassStarted
                || event instanceof RunEvent.Continued
                || event instanceof RunEvent.FileStarted
                || event instanceof RunEvent.Limited
                || event instanceof RunEvent.Warned;
    }

    private void accept(RunEvent.BucketFinished finished) {
        processNanos.add(finished.time().toNanos());
        if (finished.failed()) {
            failedProcesses.increment();
        }
        if (!finished.complete()) {
            incomplete.add(finished);
        }
    }

    private void accept(Change change, boolean direct) {
        if (change.isSymlinkMode()) {
            return;
        }
        if (change.isDeletion()) {
            deleted.add(change.name(), change.name());
            return;
        }
        add(Written.of(change, direct));
        if (namesKept && change.isDirectory()) {
            directoriesSet.add(change.name());
        }
        if (change.isDirectoryAttribute()) {
            directoryAttributes.add(change.name(), change);
        } else if (namesKept) {
            changes.add(change.name(), change);
            affected.add(change.name().parent());
            if (change.isDirectory()) {
                affected.add(change.name());
            }
        }
    }

    private synchronized void add(Written more) {
        written = written.plus(more);
    }

    /** Returns what the pass has written. */
    synchronized Written written() {
        return written;
    }

    private void addFailure(Problem problem) {
        failed.add(nameOf(problem), problem);
        affected.add(problem);
    }

    /**
     * Returns the attributes of directories that differed before the pass wrote. Without the time of a directory whose
     * entries it repaired: it may differ because one process repairs while another looks.
     */
    List<Change> directoryAttributesBefore() {
        return directoryAttributes.things().stream()
                .filter(change -> !(change.isDirectoryTime() && affected.contains(change.name())))
                .toList();
    }

    /** Returns the name of a problem; one without a name gets its reason, behind a NUL that no name has. */
    static FileName nameOf(Problem problem) {
        FileName name = problem.name();
        return name != null ? name : FileName.of("\0" + problem.reason());
    }

    /** Returns everything that the pass could not do: entries, and buckets that rsync did not get through. */
    List<Problem> failures() {
        List<Problem> all = new ArrayList<>(failed.things());
        incomplete.stream()
                .map(RunEvent.BucketFinished::reason)
                .filter(reason -> !reason.isEmpty())
                .forEach(reason -> all.add(new Problem(null, reason)));
        return all;
    }

    List<Bucket> incompleteBuckets() {
        return incomplete.stream().map(RunEvent.BucketFinished::bucket).toList();
    }

    /** Returns whether nothing needs a second look. */
    boolean isQuiet() {
        return changes.isEmpty() && failed.isEmpty() && vanished.isEmpty() && incomplete.isEmpty();
    }

    boolean hasOwnersRefused() {
        return failed.things().stream().anyMatch(Problem::isOwnerRefused);
    }

    boolean hasFailures() {
        return !failed.isEmpty() || !incomplete.isEmpty();
    }
}
