package dev.brigade.cli;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.state.Runs;
import dev.brigade.state.SavedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds and removes the runs of a state directory. */
record SavedRuns(Path directory, Optional<Runs> runs, List<SavedRun> all) {

    static SavedRuns in(Path directory) throws RefusedException {
        try {
            Optional<Runs> runs = Runs.at(directory);
            return new SavedRuns(directory, runs, runs.isPresent() ? runs.get().all(About.program()) : List.of());
        } catch (IOException e) {
            throw new RefusedException(
                    Fault.FILES_UNUSABLE, "the state directory " + directory + " cannot be used: " + Reasons.of(e));
        }
    }

    /** Returns the run that an ID, or the beginning of one, or {@code last} names. */
    SavedRun find(String id) throws RefusedException {
        return RunPlaces.of(this).find(id).run();
    }

    /** Returns outcomes of runs with the same sources and destination as a command line, the newest first. */
    List<Outcome> like(List<String> command) {
        return all.stream()
                .flatMap(run -> run.end().stream())
                .filter(outcome -> isAlike(outcome.run().command(), command))
                .toList();
    }

    private static boolean isAlike(List<String> one, List<String> other) {
        return paths(one).equals(paths(other))
                && one.subList(0, 1).equals(other.subList(0, 1))
                && one.contains("--dry-run") == other.contains("--dry-run");
    }

    private static List<String> paths(List<String> command) {
        return command.subList(command.indexOf("--") + 1, command.size());
    }

    void remove(SavedRun run) throws RefusedException {
        try {
            if (runs.isPresent()) {
                runs.get().remove(run.id());
            }
        } catch (IOException e) {
            throw new RefusedException(Fault.BUSY, "cannot remove run " + run.id() + ": " + Reasons.of(e));
        }
    }

    /** Returns the outcome of a run that ended, with all names that were kept. */
    Optional<Outcome> outcome(SavedRun run) throws RefusedException {
        if (runs.isEmpty() || run.end().isEmpty()) {
            return run.end();
        }
        Outcome end = run.end().get();
        try {
            return Optional.of(end.with(runs.get().entries(run.id()).orElse(end.entries())));
        } catch (IOException e) {
            throw unreadable(run, Reasons.of(e));
        } catch (DamagedRunException e) {
            throw unreadable(run, String.valueOf(e.getMessage()));
        }
    }

    private static RefusedException unreadable(SavedRun run, String why) {
        return new RefusedException(Fault.FILES_UNUSABLE, "the files of run " + run.id() + " cannot be read: " + why);
    }
}
