package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.model.EntryLists;
import dev.brigade.model.History;
import dev.brigade.model.Invocation;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RunTask;
import dev.brigade.model.StopReason;
import dev.brigade.model.SyncRequest;
import dev.brigade.preflight.Preflight;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.preflight.RsyncProbe;
import dev.brigade.preflight.StallWatches;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.run.Cancellation;
import dev.brigade.run.StallDetector;
import dev.brigade.state.LastRun;
import dev.brigade.state.RunDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One run from request to outcome: preflight, crawl, plan, copy, verify. Used once; {@link #interrupt} may come from
 * any thread.
 */
public final class SyncJob {
    /** How long processes are given to end by themselves. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private final SyncRequest request;
    private final Invocation invocation;
    private final RunTools tools;
    private final Recorder recorder;
    private final Scope scope;
    private final CompletableFuture<Boolean> overdue = new CompletableFuture<>();

    /**
     * Prepares a run.
     *
     * @param request what is asked for
     * @param invocation how it was asked for
     * @param events takes what happens, from many threads at once
     * @param nanoTime a clock that only goes forward, nanoseconds
     * @param timeouts how long it waits for what it cannot hasten, usually {@link Timeouts#USUAL}
     * @param scope which part of its sources it works on
     */
    public SyncJob(
            SyncRequest request,
            Invocation invocation,
            Consumer<RunEvent> events,
            LongSupplier nanoTime,
            Timeouts timeouts,
            Scope scope) {
        this.request = request;
        this.scope = scope;
        this.invocation = invocation;
        this.recorder = new Recorder(nanoTime, request.dryRun());
        this.tools = new RunTools(
                invocation,
                Instant.now(),
                new Children(invocation.environment()),
                new Cancellation(),
                events.andThen(recorder),
                nanoTime,
                timeouts);
    }

    /** Asks the run to end; {@link #run} then ends its processes and returns the outcome so far. */
    public void interrupt(String why) {
        tools.stop().request(StopReason.INTERRUPTED, why);
        // An orderly end takes up to twice the grace; after that a thread of ours hangs in a storage.
        overdue.completeOnTimeout(true, 2 * GRACE.toSeconds(), TimeUnit.SECONDS);
        // Preflight's questions to rsync end with it; a pass ends its own processes.
        tools.children().stopAll(GRACE);
    }

    /**
     * Runs to the end.
     *
     * @throws RefusedException if preflight found something wrong; nothing was written
     * @throws IOException if the run's own files cannot be written or read
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Outcome run() throws RefusedException, IOException, InterruptedException {
        CompletableFuture<?> hangs = CompletableFuture.anyOf(tools.stop().lost(), overdue);
        Optional<Outcome> outcome =
                DetachableTask.call(this::runToEnd, hangs, tools.timeouts().end());
        if (outcome.isPresent()) {
            return outcome.get();
        }
        tools.children().stopAll(GRACE);
        return ended();
    }

    @SuppressWarnings("try") // The lock and the deadline need only to exist.
    private Outcome runToEnd() throws RefusedException, IOException, InterruptedException {
        StallWatches watches = StallWatches.over(request, tools.stop(), tools.children(), tools.nanoTime());
        try (Children children = tools.children()) {
            PreparedRun prepared = watched(watches, this::prepare);
            RunStorage own = new RunStorage(prepared, invocation, tools.events(), scope);
            own.check();
            CompletableFuture<PreparedRun> accepted = new CompletableFuture<>();
            DetachableTask.begin("options", () -> checkOptions(prepared), accepted);
            Optional<LastRun> last = watched(watches, own::last);
            watched(watches, () -> DetachableTask.await(accepted));
            try (Closeable lock = watched(watches, own::lock);
                    RunDirectory directory = watched(watches, own::open);
                    Deadline deadline = Deadline.start(request.limits().duration(), tools.stop())) {
                own.compareMounts(directory, last);
                tools.events()
                        .accept(new RunEvent.RunStarted(
                                directory.path(),
                                last.flatMap(run -> run.outcome().verify())));
                RunContext context =
                        new RunContext(prepared.leavingOut(directory.shared()), directory, tools, watches, scope);
                recorder.begin(directory.path(), start(prepared), context.mounts::calls);
                Outcome outcome;
                try {
                    outcome = new SyncRun(context).run();
                } finally {
                    recorder.close();
                    own.endLeftovers(directory);
                }
                own.save(outcome, directory);
                tools.events().accept(new RunEvent.RunEnded(directory.path()));
                return outcome;
            }
        } catch (RefusedException e) {
            if (tools.stop().isRequested()) {
                return ended();
            }
            throw e;
        }
    }

    private History.Start start(PreparedRun prepared) {
        return new History.Start(
                Instant.now(),
                invocation.version(),
                "rsync " + prepared.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                prepared.options().has(OptionEffect.ACLS),
                prepared.options().has(OptionEffect.XATTRS));
    }

    private RsyncProbe probe() {
        return new RsyncProbe(tools.children(), tools.timeouts().answer(), scope.answers());
    }

    private PreparedRun prepare() throws RefusedException, IOException, InterruptedException {
        return scope.check().check(Preflight.check(request, probe()));
    }

    private PreparedRun checkOptions(PreparedRun prepared) throws RefusedException, InterruptedException {
        probe().checkOptions(prepared);
        return prepared;
    }

    @SuppressWarnings("try")
    private <T> T watched(StallWatches watches, DetachableTask.Work<T> work)
            throws RefusedException, IOException, InterruptedException {
        try (StallDetector watch = watches.watch(tools.events())) {
            return work.run();
        }
    }

    /** Returns the outcome of a run that stopped in preflight, or that hangs: nothing is known. */
    private Outcome ended() {
        return new Outcome(
                tools.identity(""),
                RunTask.of(request),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Comparison.NOTHING,
                EntryLists.NONE,
                List.of(),
                tools.stop().cause());
    }
}
