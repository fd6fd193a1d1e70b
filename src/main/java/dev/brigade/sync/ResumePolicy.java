package dev.brigade.sync;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.StateException;
import dev.brigade.model.FileName;
import dev.brigade.model.Invocation;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.preflight.Roots;
import dev.brigade.rsync.FilterRule;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunLock;
import dev.brigade.state.RunRequest;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which unfinished run a run resumes. */
final class ResumePolicy {
    private ResumePolicy() {}

    /** Returns whether a run can be resumed if it is interrupted: it copies and verifies. */
    static boolean isPossible(SyncRequest request) {
        return request.mode() == Mode.SYNC && !request.dryRun();
    }

    /** Returns what a later run compares with its own request. */
    static RunRequest request(PreparedRun prepared, Invocation invocation) {
        return new RunRequest(
                invocation.version(),
                invocation.words(),
                RunLock.digest(directories(prepared.roots())),
                options(prepared),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Returns the directories by their real paths, in the user's order. */
    static byte[] directories(Roots roots) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Source source : roots.sources()) {
            add(all, FileName.bytesOf(source.root()));
            add(all, source.prefix().toBytes());
        }
        add(all, FileName.bytesOf(roots.destination()));
        return all.toByteArray();
    }

    private static void add(ByteArrayOutputStream all, byte[] name) {
        all.writeBytes(name);
        all.write(0);
    }

    /** Returns everything but the number of processes, their rate and the time: these may differ each night. */
    private static List<String> options(PreparedRun prepared) {
        SyncRequest request = prepared.request();
        List<String> options = new ArrayList<>();
        options.add("verify " + request.verify());
        request.items().ifPresent(items -> options.add("entries " + items));
        request.bytes().ifPresent(bytes -> options.add("bytes " + bytes));
        request.rsyncOptions().ifPresent(text -> options.add("rsync " + text));
        if (request.delete()) {
            options.add("delete " + request.deletion().most());
        }
        // The rules themselves, as a file of excludes may have changed.
        prepared.filters().rules().stream().map(FilterRule::toString).forEach(options::add);
        return options;
    }

    /** Returns why this version must not read the files of an unfinished run: another version wrote them. */
    static Optional<String> otherVersion(RunDirectory directory, RunRequest request) throws StateException {
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
}
