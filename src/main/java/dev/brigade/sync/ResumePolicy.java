package dev.brigade.sync;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.model.Invocation;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.SyncRequest;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.rsync.FilterRule;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunLock;
import dev.brigade.state.RunRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a run and a later one that goes on with it know each other. */
final class ResumePolicy {
    private ResumePolicy() {}

    /**
     * Whether a run is one to go on with, should it not come to its end: it changes something, and has a pass of its
     * own to do it.
     */
    static boolean isPossible(SyncRequest request) {
        return request.mode() == Mode.SYNC && !request.dryRun();
    }

    /** What a run tells of itself. */
    static RunRequest request(PreparedRun prepared, Invocation invocation, Instant now) {
        return new RunRequest(
                invocation.version(),
                invocation.words(),
                RunLock.digest(DestinationLock.subject(prepared.roots())),
                options(prepared),
                now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /**
     * Returns why files of an unfinished run may mean something else to this version, if another version wrote them.
     */
    static Optional<String> otherVersion(RunDirectory directory, RunRequest request) throws IOException {
        try {
            String before = directory.request().map(RunRequest::version).orElse("nobody");
            return before.equals(request.version())
                    ? Optional.empty()
                    : Optional.of("it was started by " + before + ", and this is " + request.version());
        } catch (DamagedRunException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the warning that a run starts over, because it cannot resume an unfinished one.
     *
     * @throws RefusedException if the user asked to resume exactly that run
     */
    static String startsOver(SyncRequest request, String run, String why) throws RefusedException {
        String what = "the unfinished run " + run + " cannot be resumed: " + why;
        if (request.files().earlier() instanceof ResumeMode.OnlyRun) {
            throw new RefusedException(
                    RefusedException.Fault.NOT_CONTINUED, what + ". The command it was started with starts over");
        }
        return what + ". This run starts over";
    }

    /** Everything but how many processes, how fast and for how long: that may be another each night. */
    private static List<String> options(PreparedRun prepared) {
        SyncRequest request = prepared.request();
        List<String> options = new ArrayList<>();
        options.add("verify " + request.verify());
        request.items().ifPresent(items -> options.add("entries " + items));
        request.bytes().ifPresent(bytes -> options.add("bytes " + bytes));
        request.rsyncOptions().ifPresent(text -> options.add("rsync " + text));
        if (request.delete()) {
            options.add("delete " + request.maxDelete());
        }
        // Read from where they stand, such as a file of excludes.
        prepared.filters().rules().stream().map(FilterRule::toString).forEach(options::add);
        return options;
    }
}
