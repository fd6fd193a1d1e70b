package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Orphans;
import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.StateException;
import dev.brigade.model.FileName;
import dev.brigade.model.Invocation;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.RunFiles;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.mount.MountTable;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.preflight.Roots;
import dev.brigade.run.RunSettings;
import dev.brigade.state.LastRun;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunLock;
import dev.brigade.state.RunRequest;
import dev.brigade.state.Runs;
import dev.brigade.state.SeenMounts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a run: its directory, either in the state directory or apart from it, and its lock.
 *
 * @param invocation how the run was asked for
 * @param scope which part of its sources it works on
 */
record RunStorage(PreparedRun prepared, Invocation invocation, Consumer<RunEvent> events, Scope scope) {
    /** rsync takes paths and patterns of 4,095 bytes; what is below it, and escapes, need room. */
    private static final int LONGEST_STATE_DIRECTORY = 1900;

    /** Refuses a directory that rsync cannot exclude. */
    void check() throws RefusedException {
        FileName name = FileName.of(FileName.bytesOf(files().directory()));
        if (name.asArgument().isEmpty() || name.length() > LONGEST_STATE_DIRECTORY) {
            throw new RefusedException(
                    Fault.FILES_UNUSABLE,
                    what() + " has a name that rsync cannot be given; name another with " + option());
        }
    }

    /**
     * Locks the directories, so that no two runs write the same sources to the same destination. A run that changes
     * nothing needs no lock, msrsync has none, and several shards of one job may run at a time.
     */
    Closeable lock() throws RefusedException, StateException {
        SyncRequest request = prepared.request();
        boolean shared = scope instanceof Scope.Shard || scope instanceof Scope.Planning;
        if (shared || request.dryRun() || request.mode() == Mode.COPY_ONLY) {
            return () -> {};
        }
        String holder = "process " + ProcessHandle.current().pid() + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try {
            return RunLock.take(files().directory(), ResumePolicy.directories(prepared.roots()), holder)::close;
        } catch (RunLock.HeldException e) {
            throw new RefusedException(
                    Fault.BUSY,
                    "another run of these sources into " + request.destination() + " is under way: " + e.getMessage());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Opens the directory of an unfinished run, or of a new one. Ends the processes that dead runs left. */
    RunDirectory open() throws RefusedException, StateException {
        RunRequest request = ResumePolicy.request(prepared, invocation);
        Runs.Begun begun;
        try {
            if (files().apart()) {
                return RunDirectory.apart(files().directory(), files().kept());
            }
            Runs runs = Runs.in(files().directory());
            begun = begin(runs, request);
        } catch (IOException e) {
            throw unusable(e);
        } catch (DamagedRunException e) {
            throw new RefusedException(Fault.NOT_CONTINUED, "the unfinished run cannot be resumed: " + e.getMessage());
        }
        try {
            takeOver(begun, request);
            return begun.directory();
        } catch (RefusedException | StateException e) {
            begun.directory().close();
            throw e;
        }
    }

    /** The parts of a job belong to the job, which has a directory of its own. */
    private Runs.Begun begin(Runs runs, RunRequest request) throws IOException, DamagedRunException {
        if (!(scope instanceof Scope.Whole)) {
            return runs.temporary();
        }
        return ResumePolicy.isPossible(prepared.request())
                ? runs.begin(request, files().earlier(), files().remembered())
                : runs.listed(request, files().remembered());
    }

    private void takeOver(Runs.Begun begun, RunRequest request) throws RefusedException, StateException {
        RunDirectory directory = begun.directory();
        Set<Long> remaining = end(begun.dead());
        if (!remaining.isEmpty()) {
            throw new RefusedException(
                    Fault.STRAYS,
                    "processes of an earlier run cannot be ended, because their storage does not answer: " + remaining);
        }
        Optional<String> otherVersion =
                directory.isDurable() ? ResumePolicy.otherVersion(directory, request) : Optional.empty();
        if (otherVersion.isPresent()) {
            warn(ResumePolicy.startsOver(prepared.request(), directory.name(), otherVersion.get()));
            directory.forget();
            directory.keep(request);
        }
        if (!(files().earlier() instanceof ResumeMode.StartOver)) {
            begun.given()
                    .forEach(id -> warn("the unfinished run " + id
                            + " of these directories had other options, so brigade discards it"));
        }
    }

    /** Returns the last finished run of the same directories, if there is one that can be read; changes nothing. */
    Optional<LastRun> last() throws RefusedException, StateException {
        Optional<Runs> runs;
        try {
            runs = files().apart() ? Optional.empty() : Runs.at(files().directory());
        } catch (IOException e) {
            throw unusable(e);
        }
        try {
            return runs.isPresent()
                    ? runs.get().last(ResumePolicy.request(prepared, invocation).directories())
                    : Optional.empty();
        } catch (IOException e) {
            warn("the last run cannot be read: " + Reasons.of(e));
            return Optional.empty();
        }
    }

    /** Keeps what is mounted; warns of mounts that the last run had. */
    void compareMounts(RunDirectory directory, Optional<LastRun> last) throws StateException {
        MountTable now = MountTable.now();
        last.map(LastRun::mounts).map(SeenMounts::points).orElse(List.of()).stream()
                .map(point -> point.under(Path.of("/")))
                .filter(point -> !now.isPoint(point))
                .forEach(point -> warn(point + " was a mount in the last run and is none now"));
        if (directory.isDurable()) {
            Roots roots = prepared.roots();
            Stream<Path> directoriesNow =
                    Stream.concat(roots.sources().stream().map(Source::directory), Stream.of(roots.destination()));
            directory.keep(new SeenMounts(directoriesNow
                    .flatMap(now::around)
                    .distinct()
                    .flatMap(point -> FileName.below(Path.of("/"), point).stream())
                    .toList()));
        }
    }

    /** Ends processes of this run that outlived the rsync that started them. */
    void endLeftovers(RunDirectory directory) {
        Set<Long> remaining = end(List.of(directory.name()));
        if (!remaining.isEmpty()) {
            warn("processes of this run cannot be ended: " + remaining);
        }
    }

    private static Set<Long> end(List<String> runs) {
        return Orphans.end(runs.stream().map(RunSettings::mark).collect(Collectors.toSet()), SyncJob.GRACE);
    }

    /** Saves the outcome. Failing to save it does not change the result. */
    void save(Outcome outcome, RunDirectory directory) {
        if (!directory.isListed()) {
            return;
        }
        try {
            directory.finish(outcome);
        } catch (StateException e) {
            warn("the outcome cannot be saved for 'brigade runs': " + Reasons.of(e));
        }
    }

    private void warn(String text) {
        events.accept(new RunEvent.Warned(text));
    }

    /** Returns why the directory for the run's files cannot be used; throws the error if that directory is full. */
    private RefusedException unusable(IOException e) throws StateException {
        if (Reasons.isNoSpace(e)) {
            throw StateException.of(files().directory(), e);
        }
        return new RefusedException(
                e instanceof NoSuchFileException ? Fault.FILES_MISSING : Fault.FILES_UNUSABLE,
                what() + " " + files().directory() + " cannot be used: " + Reasons.of(e) + "; name another with "
                        + option());
    }

    private RunFiles files() {
        return prepared.request().files();
    }

    private String what() {
        return files().apart() ? "the bucket directory" : "the state directory";
    }

    /** Returns the option that names another directory for the run's files. */
    private String option() {
        return prepared.request().mode() == Mode.COPY_ONLY ? "-b" : "--state-dir";
    }
}
