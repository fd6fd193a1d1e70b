package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.model.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the directory of a run tells.
 *
 * @param id the run's name
 * @param request what it was asked to do, if that can be read
 * @param workItems of its copy, 0 without a plan
 * @param done how many of them are done
 * @param end how it ended, if it did
 * @param progress how far it is, a short line and a whole one, while it runs
 * @param damage what cannot be read, one clause
 */
public record SavedRun(
        String id,
        State state,
        Optional<RunRequest> request,
        int workItems,
        int done,
        Optional<Outcome> end,
        List<String> progress,
        Optional<String> damage) {
    private static final String PROGRESS = "progress";
    private static final int LONGEST_PROGRESS = 4096;

    /** The state of a run. */
    public enum State {
        /** Its process is alive. */
        RUNNING,
        /** The same command can resume it. */
        UNFINISHED,
        /** It ended. */
        FINISHED,
        /** Its files cannot be read. */
        DAMAGED
    }

    /** The part of a request that the program of every version can read. */
    private record Stamp(@Nullable String version) {}

    static SavedRun read(Path run, boolean alive, String program) throws IOException {
        String id = String.valueOf(run.getFileName());
        Optional<RunRequest> request = Optional.empty();
        try {
            request = StateFile.read(run.resolve(RunDirectory.REQUEST), RunRequest.class);
            Optional<Outcome> end = StateFile.read(run.resolve(RunDirectory.OUTCOME), Outcome.class);
            int workItems = StateFile.read(run.resolve(RunDirectory.PLAN), RunPlan.class)
                    .map(RunPlan::workItems)
                    .orElse(0);
            int done = Journal.count(run.resolve(RunDirectory.JOURNAL), id, workItems);
            boolean over = isOver(run, end);
            State state = alive ? State.RUNNING : over ? State.FINISHED : State.UNFINISHED;
            return new SavedRun(
                    id, state, request, workItems, done, end, alive ? progress(run) : List.of(), Optional.empty());
        } catch (DamagedRunException e) {
            State state = alive ? State.RUNNING : State.DAMAGED;
            Optional<String> why = otherVersion(run, program).or(() -> Optional.ofNullable(e.getMessage()));
            return new SavedRun(id, state, request, 0, 0, Optional.empty(), List.of(), why);
        }
    }

    /** Returns that another version started a run: so a file that cannot be read need not be damaged. */
    private static Optional<String> otherVersion(Path run, String program) throws IOException {
        try {
            return StateFile.read(run.resolve(RunDirectory.REQUEST), Stamp.class)
                    .flatMap(stamp -> Optional.ofNullable(stamp.version()))
                    .filter(version -> !version.equals(program))
                    .map(version -> "it was started by " + version + ", and this is " + program);
        } catch (DamagedRunException e) {
            return Optional.empty();
        }
    }

    static SavedRun damaged(Path run, String why) {
        String id = String.valueOf(run.getFileName());
        return new SavedRun(id, State.DAMAGED, Optional.empty(), 0, 0, Optional.empty(), List.of(), Optional.of(why));
    }

    /** The file is replaced all the time, and only people read it. */
    private static List<String> progress(Path run) {
        try (InputStream in = Files.newInputStream(run.resolve(PROGRESS), LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(LONGEST_PROGRESS), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the request of a run; empty if it cannot be read. */
    static Optional<RunRequest> request(Path run) throws IOException {
        try {
            return StateFile.read(run.resolve(RunDirectory.REQUEST), RunRequest.class);
        } catch (DamagedRunException e) {
            return Optional.empty(); // it stays until somebody removes it
        }
    }

    /** Returns the request of an unfinished run; empty if the run ended or is damaged. */
    static Optional<RunRequest> unfinished(Path run) throws IOException {
        try {
            boolean over = isOver(run, StateFile.read(run.resolve(RunDirectory.OUTCOME), Outcome.class));
            return over || !Files.exists(run.resolve(RunDirectory.PLAN))
                    ? Optional.empty()
                    : StateFile.read(run.resolve(RunDirectory.REQUEST), RunRequest.class);
        } catch (DamagedRunException e) {
            return Optional.empty(); // it stays until somebody removes it
        }
    }

    /** Returns a finished run of these directories. Empty if the run did not finish, kept no mounts or is damaged. */
    static Optional<LastRun> finished(Path run, String directories) throws IOException {
        try {
            boolean same = StateFile.read(run.resolve(RunDirectory.REQUEST), RunRequest.class)
                    .filter(request -> request.directories().equals(directories))
                    .isPresent();
            Optional<SeenMounts> mounts =
                    same ? StateFile.read(run.resolve(RunDirectory.MOUNTS), SeenMounts.class) : Optional.empty();
            if (mounts.isEmpty()) {
                return Optional.empty();
            }
            return StateFile.read(run.resolve(RunDirectory.OUTCOME), Outcome.class)
                    .filter(end -> end.stopped().isEmpty())
                    .map(end -> new LastRun(end, mounts.get()));
        } catch (DamagedRunException e) {
            return Optional.empty();
        }
    }

    /** A run that was stopped is over if it has no plan. */
    private static boolean isOver(Path run, Optional<Outcome> end) {
        return end.filter(outcome -> outcome.stopped().isEmpty() || !Files.exists(run.resolve(RunDirectory.PLAN)))
                .isPresent();
    }
}
