package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Orphans;
import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.StateException;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.Invocation;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.RunFiles;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.report.TextReport;
import dev.brigade.run.RunSettings;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunEnd;
import dev.brigade.state.RunRequest;
import dev.brigade.state.Runs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The door to a run's own files: its directory in the state directory, or apart from it.
 *
 * @param prepared what the run is to do
 * @param invocation how it was asked for
 * @param events told what the user should know
 */
record RunStorage(PreparedRun prepared, Invocation invocation, Consumer<RunEvent> events) {
    /** rsync takes paths and patterns of 4,095 bytes; what is below it, and escapes, need room. */
    private static final int LONGEST_STATE_DIRECTORY = 1900;

    /** Nothing new begins while processes of a dead run may still write. */
    private static void endStrays(List<String> dead) throws RefusedException {
        Set<Long> remaining = end(dead);
        if (!remaining.isEmpty()) {
            throw new RefusedException(
                    RefusedException.Fault.STRAYS,
                    "processes of an earlier run cannot be ended, the storage they use does not answer: " + remaining);
        }
    }

    /** An rsync that ended well is not asked whether it left anything running: that is asked once, of all of them. */
    void endLeftovers(RunDirectory directory) {
        Set<Long> remaining = end(List.of(directory.name()));
        if (!remaining.isEmpty()) {
            events.accept(new RunEvent.Warned("processes of this run cannot be ended: " + remaining));
        }
    }

    private static Set<Long> end(List<String> runs) {
        return Orphans.end(runs.stream().map(RunSettings::mark).collect(Collectors.toSet()), SyncJob.GRACE);
    }

    /** Refuses a directory that rsync could not be told of. */
    void check() throws RefusedException {
        RunFiles files = prepared.request().files();
        FileName name = FileName.of(FileName.bytesOf(files.directory()));
        if (name.asArgument().isEmpty() || name.length() > LONGEST_STATE_DIRECTORY) {
            throw new RefusedException(
                    RefusedException.Fault.FILES_UNUSABLE,
                    what() + " has a name that rsync cannot be given; name another with " + option());
        }
    }

    /** Goes on with an unfinished run or begins a new one; nothing is left of processes of dead ones. */
    RunDirectory open() throws RefusedException, IOException {
        RunFiles files = prepared.request().files();
        Runs.Begun begun;
        RunRequest asked = ResumePolicy.request(prepared, invocation, Instant.now());
        try {
            if (files.apart()) {
                return RunDirectory.apart(files.directory(), files.kept());
            }
            Runs runs = Runs.in(files.directory());
            begun = ResumePolicy.isPossible(prepared.request()) ? runs.begin(asked, files.earlier()) : runs.temporary();
        } catch (IOException e) {
            throw unusable(e);
        } catch (DamagedRunException e) {
            throw new RefusedException(
                    RefusedException.Fault.NOT_CONTINUED, "the unfinished run cannot be resumed: " + e.getMessage());
        }
        try {
            endStrays(begun.dead());
            if (begun.directory().isDurable()) {
                startOverAfterUpgrade(begun.directory(), asked);
            }
            if (!(files.earlier() instanceof ResumeMode.StartOver)) {
                begun.given()
                        .forEach(id -> events.accept(new RunEvent.Warned("the unfinished run " + id
                                + " of these directories was asked for something else and is given up")));
            }
            return begun.directory();
        } catch (RefusedException | IOException e) {
            begun.directory().close();
            throw e;
        }
    }

    private void startOverAfterUpgrade(RunDirectory directory, RunRequest asked) throws RefusedException, IOException {
        Optional<String> why = ResumePolicy.otherVersion(directory, asked);
        if (why.isPresent()) {
            events.accept(
                    new RunEvent.Warned(ResumePolicy.startsOver(prepared.request(), directory.name(), why.get())));
            directory.forget();
            directory.keep(asked);
        }
    }

    /** The run is as it is, whether or not that can be read later. */
    void keep(Outcome outcome, RunDirectory directory) {
        if (!directory.isDurable()) {
            return;
        }
        try {
            directory.finish(new RunEnd(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    ExitCode.of(outcome).number(),
                    outcome.stopped().isPresent(),
                    TextReport.lines(outcome, TextReport.Detail.NORMAL)));
        } catch (IOException e) {
            events.accept(new RunEvent.Warned("the outcome cannot be kept for 'brigade runs': " + Reasons.of(e)));
        }
    }

    /** Begins to be alone with the directories. */
    DestinationLock alone() throws RefusedException, IOException {
        try {
            return DestinationLock.with(prepared);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns why the directory for the run's files cannot be used; throws the error if that directory is full. */
    private RefusedException unusable(IOException e) throws StateException {
        if (Reasons.isNoSpace(e)) {
            throw StateException.of(prepared.request().files().directory(), e);
        }
        return new RefusedException(
                e instanceof NoSuchFileException
                        ? RefusedException.Fault.FILES_MISSING
                        : RefusedException.Fault.FILES_UNUSABLE,
                what() + " " + prepared.request().files().directory() + " cannot be used: " + Reasons.of(e)
                        + "; name another with " + option());
    }

    private String what() {
        return prepared.request().files().apart() ? "the bucket directory" : "the state directory";
    }

    /** The option that names another directory for the run's files. */
    private String option() {
        return prepared.request().mode() == Mode.COPY_ONLY ? "-b" : "--state-dir";
    }
}
