package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of a run from its directory.
 *
 * @param id what it is called
 * @param state how it stands
 * @param request what it was asked to do, unless that cannot be read
 * @param workItems pieces of its copy, 0 while there is no plan
 * @param done how many of them are done
 * @param end how it ended, if it said so
 * @param damage what cannot be read of it, one clause
 */
public record SavedRun(
        String id,
        State state,
        Optional<RunRequest> request,
        int workItems,
        int done,
        Optional<RunEnd> end,
        Optional<String> damage) {
    /** How a run stands. */
    public enum State {
        /** Its program is at it. */
        RUNNING,
        /** The same command would go on with it. */
        UNFINISHED,
        /** It is over. */
        FINISHED,
        /** What is there cannot be read. */
        DAMAGED
    }

    /** Reads what is there. */
    static SavedRun read(Path run, boolean alive) throws IOException {
        String id = String.valueOf(run.getFileName());
        Optional<RunRequest> request = Optional.empty();
        try {
            request = StateFile.read(run.resolve(RunDirectory.REQUEST), RunRequest.class);
            Optional<RunEnd> end = StateFile.read(run.resolve(RunDirectory.OUTCOME), RunEnd.class);
            int workItems = StateFile.read(run.resolve(RunDirectory.PLAN), RunPlan.class)
                    .map(RunPlan::workItems)
                    .orElse(0);
            int done = Journal.count(run.resolve(RunDirectory.JOURNAL), id, workItems);
            boolean over = end.isPresent() && !end.get().unfinished();
            State state = alive ? State.RUNNING : over ? State.FINISHED : State.UNFINISHED;
            return new SavedRun(id, state, request, workItems, done, end, Optional.empty());
        } catch (DamagedRunException e) {
            State state = alive ? State.RUNNING : State.DAMAGED;
            return new SavedRun(
                    id, state, request, 0, 0, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** What an unfinished run was asked, without reading what takes long; empty where it is over or cannot be known. */
    static Optional<RunRequest> unfinished(Path run) throws IOException {
        try {
            boolean over = StateFile.read(run.resolve(RunDirectory.OUTCOME), RunEnd.class)
                    .filter(end -> !end.unfinished())
                    .isPresent();
            return over || !Files.exists(run.resolve(RunDirectory.PLAN))
                    ? Optional.empty()
                    : StateFile.read(run.resolve(RunDirectory.REQUEST), RunRequest.class);
        } catch (DamagedRunException e) {
            return Optional.empty(); // It stays until somebody removes it.
        }
    }
}
