package dev.brigade.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of earlier runs when one begins. Immutable.
 *
 * @param planned dead runs with a plan, the newest first
 * @param dead names of dead runs that may have left processes
 */
record Sweep(List<Path> planned, List<String> dead) {
    /** Finished runs of all jobs that {@code brigade runs} still knows: a script may start a run for each directory. */
    private static final int MOST = 500;

    /**
     * Removes dead runs that nobody can use, and the oldest finished runs.
     *
     * @param runs the directories of all runs, the newest first
     * @param directories checksum of the directories of the run that begins
     * @param remembered how many of its runs are kept, with the one that begins
     */
    static Sweep of(List<Path> runs, String directories, int remembered) throws IOException {
        List<Path> planned = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        int all = 0;
        int own = 1;
        for (Path run : runs) {
            if (RunDirectory.isAlive(run)) {
                continue;
            }
            boolean ofUse = RunDirectory.isOfUse(run);
            boolean unfinished = ofUse && Files.exists(run.resolve(RunDirectory.PLAN), LinkOption.NOFOLLOW_LINKS);
            if (unfinished) {
                planned.add(run);
            }
            if (!ofUse || unfinished) {
                dead.add(String.valueOf(run.getFileName()));
            }
            boolean tooMany = false;
            if (ofUse && !unfinished) {
                boolean same = SavedRun.request(run)
                        .filter(request -> request.directories().equals(directories))
                        .isPresent();
                tooMany = ++all > MOST || same && ++own > remembered;
            }
            if (!ofUse || tooMany) {
                RunDirectory.delete(run);
            }
        }
        return new Sweep(planned, dead);
    }
}
