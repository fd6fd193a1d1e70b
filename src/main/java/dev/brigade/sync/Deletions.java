package dev.brigade.sync;

import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.model.Change;
import dev.brigade.model.DeleteLimit;
import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.SyncRequest;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides whether a verification deletes extra entries, and counts what it deletes or would delete. */
final class Deletions {
    private final RunContext run;
    private final SyncRequest request;
    private final CrawlResult now;
    private final long created;

    /**
     * Begins without any.
     *
     * @param created the number of entries that this run has created in the destination
     */
    Deletions(RunContext run, CrawlResult now, long created) {
        this.run = run;
        this.request = run.request;
        this.now = now;
        this.created = created;
    }

    /**
     * Returns whether extra entries are deleted: the user wants it, the whole source was readable, and there are no
     * more than the user allows. A dry run lists them in any case.
     */
    boolean areAllowed(Passes passes, RsyncCommand command, LargeFilePolicy policy, VerifiedParts verified)
            throws IOException, InterruptedException {
        if (!request.delete()) {
            return false;
        }
        if (!now.unreadable().isEmpty()) {
            run.warnings.add("nothing was deleted, because parts of the source could not be read");
            return false;
        }
        Optional<DeleteLimit> limit = request.deletion().most();
        if (limit.equals(Optional.of(DeleteLimit.ALL))) {
            return true;
        }
        Optional<String> tooMany = limit.isEmpty()
                ? moreThanUsual()
                : moreThanAllowed(limit.get(), passes, command.with(Setting.DELETE, true), policy, verified);
        if (request.dryRun()) {
            tooMany.ifPresent(reason -> run.warnings.add("without --dry-run, nothing would be deleted: " + reason));
            return true;
        }
        tooMany.ifPresent(reason -> run.findings.failed(List.of(new Problem(null, "nothing was deleted: " + reason))));
        return tooMany.isEmpty() && !run.isStopped();
    }

    /** A guess is enough here, and a rehearsal would take as long as the verification. */
    private Optional<String> moreThanUsual() throws IOException, InterruptedException {
        if (!(run.scope instanceof Scope.Whole)) {
            return Optional.empty(); // A part of a job does not know what the destination holds in all.
        }
        ExtraCount.Found found = ExtraCount.of(run, now);
        long there = Math.max(0, found.kept() - created) + found.extra();
        boolean allowed = found.extra() <= DeleteLimit.FEW || DeleteLimit.USUAL.allows(found.extra(), there);
        return allowed
                ? Optional.empty()
                : Optional.of("about " + found.extra() + " extra entries of " + there + " in the destination are more"
                        + " than half. If this is the right source, use --max-delete 100%, or a number");
    }

    private Optional<String> moreThanAllowed(
            DeleteLimit limit, Passes passes, RsyncCommand command, LargeFilePolicy policy, VerifiedParts verified)
            throws IOException {
        RsyncCommand rehearsal = command.with(Setting.DRY_RUN, true);
        PassFindings found = passes.overUnverified(now, rehearsal, policy, verified);
        long extra = count(found) + count(passes.overNamedDirectories(now, rehearsal, policy));
        long there = Math.max(extra, now.totals().entries() - missing(found) - created + extra);
        String of = limit.percent() ? " of " + there + " in the destination" : "";
        return limit.allows(extra, there)
                ? Optional.empty()
                : Optional.of(extra + " extra entries" + of + " are more than --max-delete " + limit + " allows");
    }

    /** By name, because each process of a dry run reports the directories that are missing above its entries. */
    private static long missing(PassFindings found) {
        return found.changes.things().stream().filter(Change::isCreation).count() + found.changes.more();
    }

    private long count(PassFindings found) {
        return extra(found).size() + found.deleted.more();
    }

    /** Gathers what a pass deleted or would delete. */
    void gather(PassFindings found) {
        extra(found).forEach(name -> run.findings.deleted.add(name, name));
    }

    /** In a dry run, rsync also names directories that stay because they hold excluded entries. */
    private List<FileName> extra(PassFindings found) {
        List<FileName> names = found.deleted.things();
        if (request.dryRun() || request.deletion().most().isPresent()) {
            names.removeAll(holders(names, now.roots().destination(), run.prepared.filters()));
        }
        return names;
    }

    /** Returns those names that are directories of the destination with an excluded entry at any depth. */
    private static Set<FileName> holders(List<FileName> names, Path destination, EntryFilter filter) {
        Set<FileName> holders = new HashSet<>();
        names.stream()
                .sorted(Comparator.comparingInt(FileName::length).reversed()) // What a directory holds comes first.
                .filter(name -> holdsExcluded(name, destination, filter, holders))
                .forEach(holders::add);
        return holders;
    }

    private static boolean holdsExcluded(FileName name, Path destination, EntryFilter filter, Set<FileName> holders) {
        Path path = name.under(destination);
        if (filter.isEmpty() || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                FileName inside = name.resolve(FileName.lastOf(child));
                if (holders.contains(inside)
                        || filter.excludes(inside, Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // Gone or unreadable: rsync's word stands.
        }
    }
}
