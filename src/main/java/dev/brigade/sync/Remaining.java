package dev.brigade.sync;

import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last look at each directory found wrong. Not thread-safe. */
final class Remaining {
    private final List<Problem> failed = new ArrayList<>();
    private final List<Problem> vanished = new ArrayList<>();
    private final List<Change> differing = new ArrayList<>();

    /** Begins with what the first look could not do; what it changed is repaired. */
    Remaining(PassFindings first) {
        failed.addAll(first.failures());
        vanished.addAll(first.vanished.things());
    }

    /** Takes over what another look found wherever the first had found something. */
    void replace(PassFindings found) {
        failed.clear();
        differing.clear();
        add(found);
    }

    /** Takes over what another look at some directories found. */
    void replace(AffectedDirectories looked, PassFindings found) {
        failed.removeIf(problem -> isIn(looked, problem.name()));
        differing.removeIf(change -> isIn(looked, change.name()));
        add(found);
    }

    /** Takes over what a look at directories had to set again, so that the storage does not keep it. */
    void addDirectories(PassFindings found) {
        add(found);
        differing.addAll(found.directoryAttributes.things());
    }

    private void add(PassFindings found) {
        failed.addAll(found.failures());
        differing.addAll(found.changes.things());
        vanished.addAll(found.vanished.things()); // Vanished is only what is gone at the end, whoever says so.
    }

    private static boolean isIn(AffectedDirectories looked, @Nullable FileName name) {
        return name == null ? looked.isAll() : looked.contains(name) || looked.contains(name.parent());
    }

    /** Directories in which something failed that may well go when it is tried again. */
    AffectedDirectories worthAnother() {
        AffectedDirectories directories = new AffectedDirectories();
        failed.stream().filter(Problem::mayPass).forEach(directories::add);
        return directories;
    }

    /** Whether an owner or group was refused. */
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
