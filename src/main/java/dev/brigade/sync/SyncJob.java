package dev.brigade.sync;

import dev.brigade.exec.Children;
import dev.brigade.exec.Strays;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.Invocation;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RunEvent;
import dev.brigade.model.RunFiles;
import dev.brigade.model.StopReason;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.Tally;
import dev.brigade.report.TextReport;
import dev.brigade.run.RunSettings;
import dev.brigade.run.StallWatch;
import dev.brigade.run.Stop;
import dev.brigade.state.DamagedRunException;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunEnd;
import dev.brigade.state.RunRequest;
import dev.brigade.state.Runs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** One run from request to outcome: preflight, crawl, plan, copy, verify. Used once; {@link #interrupt} may come from any thread. */
public final class SyncJob {
    /** How long processes are given to end by themselves when a signal came. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** rsync takes paths and patterns of 4,095 bytes; what is below it, and escapes, need room. */
    private static final int LONGEST_STATE_DIRECTORY = 1900;

    private final SyncRequest request;
    private final Invocation invocation;
    private final Consumer<RunEvent> events;
    private final LongSupplier nanoTime;
    private final Waits waits;
    private final Stop stop = new Stop();
    private final Children children = new Children();

    /**
     * Prepares a run.
     *
     * @param request what is asked for
     * @param invocation how it was asked for
     * @param events told what happens, by many threads at once
     * @param nanoTime a clock that only goes forward, nanoseconds
     * @param waits how long it waits for what it cannot hasten, usually {@link Waits#USUAL}
     */
    public SyncJob(
            SyncRequest request, Invocation invocation, Consumer<RunEvent> events, LongSupplier nanoTime, Waits waits) {
        this.request = request;
        this.invocation = invocation;
        this.waits = waits;
        this.events = events;
        this.nanoTime = nanoTime;
    }

    /** Asks the run to end; {@link #run} then ends its processes and returns the outcome so far. */
    public void interrupt(String why) {
        stop.ask(StopReason.INTERRUPTED, why);
        // Preflight's questions to rsync end with it; a pass ends its own processes.
        children.stopAll(GRACE);
    }

    /**
     * Runs to the end.
     *
     * @throws RefusedException where preflight found something wrong: nothing was written
     * @throws IOException where the run's own files cannot be written or read
     * @throws InterruptedException where the calling thread is interrupted
     */
    public Outcome run() throws RefusedException, IOException, InterruptedException {
        Optional<Outcome> outcome = Abandonable.call(this::runToEnd, stop.lost(), waits.end());
        if (outcome.isPresent()) {
            return outcome.get();
        }
        children.stopAll(GRACE);
        return ended();
    }

    @SuppressWarnings("try") // Being alone, having a deadline and being watched need no more than to be.
    private Outcome runToEnd() throws RefusedException, IOException, InterruptedException {
        Watches watches = Watches.over(request, stop, children, nanoTime);
        try (children) {
            Prepared prepared = preflight(watches);
            checkDirectory();
            try (Alone alone = alone(prepared);
                    RunDirectory directory = openDirectory(prepared);
                    Deadline deadline = Deadline.start(request.limits().duration(), stop)) {
                events.accept(new RunEvent.RunStarted(directory.path()));
                Outcome outcome = new SyncRun(
                                prepared.leavingOut(directory.shared()),
                                directory,
                                children,
                                stop,
                                events,
                                nanoTime,
                                waits,
                                watches)
                        .run();
                keep(outcome, directory);
                return outcome;
            }
        } catch (RefusedException e) {
            if (stop.isAsked()) {
                return ended();
            }
            throw e;
        }
    }

    @SuppressWarnings("try")
    private Prepared preflight(Watches watches) throws RefusedException, InterruptedException {
        try (StallWatch watch = watches.watch(events)) {
            return Preflight.check(request, new RsyncProbe(children, waits.answer()));
        }
    }

    /** What an unfinished preflight, or a run that hangs, would have said is not known. */
    private Outcome ended() {
        return new Outcome(
                request,
                0,
                Optional.empty(),
                Optional.empty(),
                "nothing was compared",
                Tally.of(List.of()),
                Tally.of(List.of()),
                Tally.of(List.of()),
                Tally.of(List.of()),
                Tally.of(List.of()),
                Tally.of(List.of()),
                List.of(),
                stop.cause());
    }

    /** Nothing new begins while processes of a dead run may still write. */
    private static void endStrays(List<String> dead) throws RefusedException {
        Set<String> marks = dead.stream().map(RunSettings::mark).collect(Collectors.toSet());
        Set<Long> remaining = Strays.end(marks, GRACE);
        if (!remaining.isEmpty()) {
            throw new RefusedException(
                    RefusedException.Fault.STRAYS,
                    "processes of an earlier run cannot be ended, the storage they use does not answer: " + remaining);
        }
    }

    private void checkDirectory() throws RefusedException {
        RunFiles files = request.files();
        FileName name = FileName.of(FileName.bytesOf(files.directory()));
        if (name.asArgument().isEmpty() || name.length() > LONGEST_STATE_DIRECTORY) {
            throw new RefusedException(
                    RefusedException.Fault.FILES_UNUSABLE,
                    what() + " has a name that rsync cannot be given; name another with " + option());
        }
    }

    private RunDirectory openDirectory(Prepared prepared) throws RefusedException, IOException {
        RunFiles files = request.files();
        Runs.Begun begun;
        RunRequest asked = Continuation.request(prepared, invocation, Instant.now());
        try {
            if (files.apart()) {
                return RunDirectory.apart(files.directory(), files.kept());
            }
            Runs runs = Runs.in(files.directory());
            begun = Continuation.isPossible(request) ? runs.begin(asked, files.earlier()) : runs.temporary();
        } catch (IOException e) {
            throw unusable(e);
        } catch (DamagedRunException e) {
            throw Continuation.refused("asked for", String.valueOf(e.getMessage()));
        }
        try {
            endStrays(begun.dead());
            if (begun.directory().isDurable()) {
                Continuation.checkVersion(begun.directory(), asked);
            }
            begun.given()
                    .forEach(id -> events.accept(new RunEvent.Warned("the unfinished run " + id
                            + " of these directories was asked for something else and is given up")));
            return begun.directory();
        } catch (RefusedException e) {
            begun.directory().close();
            throw e;
        }
    }

    /** The run is as it is, whether or not that can be read later. */
    private void keep(Outcome outcome, RunDirectory directory) {
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

    private Alone alone(Prepared prepared) throws RefusedException, IOException {
        try {
            return Alone.with(prepared);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Why the directory for the run's files cannot be used; that it is full is said as for everything else. */
    private RefusedException unusable(IOException e) throws IOException {
        if (Reasons.isNoSpace(e)) {
            throw e;
        }
        return new RefusedException(
                e instanceof NoSuchFileException
                        ? RefusedException.Fault.FILES_MISSING
                        : RefusedException.Fault.FILES_UNUSABLE,
                what() + " " + request.files().directory() + " cannot be used: " + Reasons.of(e)
                        + "; name another with " + option());
    }

    private String what() {
        return request.files().apart() ? "the bucket directory" : "the state directory";
    }

    /** The option that names another directory for the run's files. */
    private String option() {
        return request.mode() == Mode.ONCE ? "-b" : "--state-dir";
    }
}
