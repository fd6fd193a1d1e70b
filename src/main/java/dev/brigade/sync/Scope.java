package dev.brigade.sync;

import dev.brigade.exec.Children.Captured;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Manifest;
import dev.brigade.model.RefusedException;
import dev.brigade.preflight.PreparedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which part of its sources a run works on: all of it, or the part that one step of a job on several clients does. */
public sealed interface Scope {
    /** Returns what has to be right besides the preflight, before anything is written. */
    Check check();

    /** Returns the file of the names to crawl; empty if a crawl finds everything. */
    default Optional<Path> names() {
        return Optional.empty();
    }

    /** Returns what rsync has answered to earlier runs of the same request; the run adds to it. */
    default Map<List<String>, Captured> answers() {
        return new HashMap<>();
    }

    /** The run crawls its sources, copies and verifies. */
    record Whole() implements Scope {
        @Override
        public Check check() {
            return prepared -> prepared;
        }
    }

    /**
     * The run crawls its sources, and copies nothing.
     *
     * @param names the file of the names to crawl, if not everything is copied
     * @param directory takes the manifests
     */
    record Planning(Check check, Optional<Path> names, Files directory, Planner planner) implements Scope {}

    /**
     * The run copies and verifies what manifests say.
     *
     * @param mount place of the mount of the destination that the first process uses, 0 or more
     * @param fresh whether the destination was empty before the job, and this part was never begun
     * @param answers what rsync has answered to the work on other shards
     */
    record Shard(Check check, Manifests manifests, int mount, boolean fresh, Map<List<String>, Captured> answers)
            implements Scope {}

    /**
     * The run crawls its sources again, and copies and verifies those directories that changed since. It sets the
     * attributes of all directories.
     *
     * @param names the file of the names to crawl, if not everything is copied
     * @param planned opens what the crawl of the plan found
     * @param divided which directories no shard had as a whole
     * @param everything whether all directories count as changed
     */
    record Rest(Check check, Optional<Path> names, Manifests planned, Divided divided, boolean everything)
            implements Scope {}

    /** Names the file of a manifest. */
    interface Files {
        Path manifest(String name);
    }

    /** Takes what the crawl of a plan found. */
    interface Planner {
        void plan(PreparedRun prepared, List<Manifest> manifests, boolean readable) throws IOException;
    }

    /** Checks a run before it writes; may add to what it excludes. */
    interface Check {
        PreparedRun check(PreparedRun prepared) throws IOException, RefusedException;
    }

    /** Opens manifests, one for each transfer; the caller closes them. */
    interface Manifests {
        List<Manifest> open() throws IOException, RefusedException;
    }

    /** Tells a kind of directories by what the crawl found in them. */
    interface Divided {
        boolean test(ListingSummary listing);
    }
}
