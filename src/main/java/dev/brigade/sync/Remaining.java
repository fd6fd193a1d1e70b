package dev.brigade.sync;

import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What still differed or failed at the last look at each directory. Not thread-safe. */
final class Remaining {
    private final List<Problem> failed = new ArrayList<>();
    private final List<Problem> vanished = new ArrayList<>();
    private final List<Change> differing = new ArrayList<>();

    /** Begins with the failures of the first look; what it changed is repaired. */
    Remaining(PassFindings first) {
        failed.addAll(first.failures());
        vanished.addAll(first.vanished.things());
    }

    /** Replaces everything by what another look found. */
    void replace(PassFindings found) {
        failed.clear();
        differing.clear();
        add(found);
    }

    /** Replaces what is known of some directories by what another look at them found. */
    void replace(AffectedDirectories looked, PassFindings found) {
        failed.removeIf(problem -> isIn(looked, problem.name()));
        differing.removeIf(change -> isIn(looked, change.name()));
        add(found);
    }

    /** Adds attributes of directories that had to be set again, as the storage does not keep them. */
    void addDirectories(PassFindings found) {
        add(found);
        differing.addAll(found.directoryAttributes.things());
    }

    private void add(PassFindings found) {
        failed.addAll(found.failures());
        differing.addAll(found.changes.things());
        vanished.addAll(found.vanished.things()); // Findings checks at the end whether it is gone.
    }

    private static boolean isIn(AffectedDirectories looked, @Nullable FileName name) {
        return name == null ? looked.isAll() : looked.contains(name) || looked.contains(name.parent());
    }

    /** Returns the directories in which something failed with a temporary error. */
    AffectedDirectories worthAnother() {
        AffectedDirectories directories = new AffectedDirectories();
        failed.stream().filter(Problem::mayPass).forEach(directories::add);
        return directories;
    }

    boolean hasOwnersRefused() {
        return failed.stream().anyMatch(Problem::isOwnerRefused);
    }

    List<Problem> failed() {
        return failed;
    }

    List<Problem> vanished() {
        return vanished;
    }

    List<Change> differing() {
        return differing;
    }
}
