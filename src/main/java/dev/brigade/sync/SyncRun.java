package dev.brigade.sync;

import dev.brigade.manifest.StateException;
import dev.brigade.model.Engine;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.RunTask;
import dev.brigade.model.StopReason;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.Totals;
import dev.brigade.model.Tuning;
import dev.brigade.model.VerifyLevel;
import dev.brigade.posix.Posix;
import dev.brigade.posix.UnavailableException;
import dev.brigade.preflight.ExtraMounts;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.run.DestinationMounts;
import dev.brigade.run.PassRunner;
import dev.brigade.run.RootGuard;
import dev.brigade.run.RunSettings;
import dev.brigade.run.StallDetector;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run that passed preflight, step by step: crawls, copies and verifies, and returns the outcome. Used once. */
final class SyncRun {
    private final RunContext run;
    private final SyncRequest request;
    private @Nullable RootGuard guard;
    private @Nullable PassRunner runner;
    private Optional<Phase> copied = Optional.empty();
    private Optional<Phase> verified = Optional.empty();
    private String comparison = Comparison.NOTHING;

    SyncRun(RunContext run) {
        this.run = run;
        this.request = run.request;
    }

    Outcome run() throws RefusedException, StateException, InterruptedException {
        try {
            runSteps();
        } catch (StateException e) {
            throw e;
        } catch (IOException e) {
            String where = e instanceof FileSystemException f ? f.getFile() + ": " : "";
            run.tools.stop().request(StopReason.of(e), where + Reasons.of(e));
        }
        return outcome();
    }

    private void runSteps() throws RefusedException, IOException, InterruptedException {
        warnOfMounts();
        RunTools tools = run.tools;
        Optional<Supplier<Posix>> direct = direct(); // Refused, it leaves no destination behind.
        DestinationMounts mounts = new ExtraMounts(
                        run.prepared, tools.stop(), tools.timeouts().pause(), run.watches, tools.events())
                .open();
        if (run.scope instanceof Scope.Planning planning) {
            copied = Optional.of(CopyPhase.divide(run, planning.planner()));
            return;
        }
        if (run.scope instanceof Scope.Shard shard) {
            mounts = mounts.beginningWith(shard.mount());
        }
        RootGuard guard = run.prepared.guard();
        this.guard = guard;
        PassRunner runner = runner(guard, direct);
        this.runner = runner;
        Passes passes = new Passes(runner, run.rules(Optional.empty()), mounts, tools.events(), run.warnings);
        if (request.mode() == Mode.COPY_ONLY && request.dryRun()) {
            copied = Optional.of(CopyPhase.rehearse(run));
        } else if (request.copies() && !request.dryRun()) {
            copyAndVerify(passes);
            removeAddedModes(runner);
        } else {
            try (ScopedCrawl scoped = new ScopedCrawl(run)) {
                verify(passes, Optional.empty(), scoped);
            }
        }
    }

    /** A source that is gone looks as if everything in it had been deleted. */
    private void checkRoots() {
        Optional.ofNullable(guard)
                .flatMap(RootGuard::lost)
                .ifPresent(lost -> run.tools.stop().request(StopReason.STORAGE_LOST, lost));
    }

    private void warnOfMounts() {
        run.mounts.warnings().forEach(run.tools::warn);
        if (run.has(OptionEffect.COMPRESS)) {
            run.tools.warn("-z only costs CPU time: rsync writes to a directory of this machine,"
                    + " and what a mount sends is not compressed");
        }
    }

    /** Returns what makes the system calls of a thread, if brigade copies files itself. */
    private Optional<Supplier<Posix>> direct() throws RefusedException {
        if (request.access().engine() == Engine.RSYNC) {
            return Optional.empty();
        }
        Path library = run.directory.path();
        try {
            Posix.load(library);
            return Optional.of(Posix::new);
        } catch (UnavailableException e) {
            throw new RefusedException(
                    Fault.NOT_READY,
                    "--engine direct does not work on this machine: its library cannot be loaded from " + library
                            + ", perhaps mounted noexec. Use another --state-dir, or leave --engine out ("
                            + e.getMessage() + ")");
        }
    }

    private PassRunner runner(RootGuard guard, Optional<Supplier<Posix>> direct) {
        RunSettings settings = new RunSettings(
                run.processes,
                run.room(),
                request.limits().kibibytesPerSecond(),
                run.remote,
                run.argumentBytes,
                run.directory.path(),
                run.prepared.priority(),
                request.files().kept(),
                run.retry,
                direct);
        return new PassRunner(
                run.tools.children(), guard, settings, run.watches.limit(), run.tools.nanoTime(), run.mounts::calls);
    }

    private void copyAndVerify(Passes passes) throws RefusedException, IOException, InterruptedException {
        try (ScopedCrawl scoped = new ScopedCrawl(run);
                CopyPhase copy = new CopyPhase(run, scoped)) {
            copied = Optional.of(copy.copy(passes));
            checkRoots();
            if (request.verify() != VerifyLevel.NONE && !run.isStopped()) {
                verify(passes, Optional.of(copy.crawled()), scoped);
            }
        }
    }

    /** A run that is resumed later does it at its own end. */
    @SuppressWarnings("try") // The detector watches until it is closed.
    private void removeAddedModes(PassRunner runner) throws IOException {
        boolean resumable = run.isStopped() && run.directory.isDurable();
        if (!resumable && !run.tools.stop().isLost()) {
            try (StallDetector watch = run.watches.watch(() -> 0, run.tools.events())) {
                run.findings.failed(runner.removeAddedModes(run.roots.destination()));
            }
        }
    }

    private void verify(Passes passes, Optional<CrawlResult> copied, ScopedCrawl scoped)
            throws IOException, InterruptedException {
        PhaseClock clock = new PhaseClock(run);
        try (VerifiedParts verifiedParts = new VerifiedParts(run.directory);
                CrawlResult now = scoped.toVerify(copied)) {
            Duration crawlTime = clock.time();
            checkRoots();
            run.findings.failed(now.unreadable().things());
            Passes sized = passes.with(run.rules(Optional.of(now.totals())));
            Verification verification = new Verification(run, sized, scoped, copied, now, created());
            PassFindings found =
                    run.isStopped() ? new PassFindings(Pass.VERIFY, 0, Totals.NONE) : verification.run(verifiedParts);
            warnOfTime(now, found, verifiedParts);
            comparison = verification.comparison();
            verified = Optional.of(clock.end(now, found, crawlTime));
        }
    }

    private long created() {
        return request.dryRun()
                ? 0
                : copied.map(phase -> phase.written().created().entries()).orElse(0L);
    }

    /** If no window is long enough for any part of the verification, resuming the run does not help. */
    private void warnOfTime(CrawlResult now, PassFindings first, VerifiedParts verifiedParts) {
        if (!run.isTimeOver() || request.dryRun()) {
            return;
        }
        if (!request.copies()) {
            run.warnings.add("'brigade verify' starts from the beginning each time: give " + Deadline.OPTION
                    + " more time, or use 'brigade sync', which resumes its verification");
        } else if (!verifiedParts.hasAdded()
                && first.before.entries() < now.totals().entries()) {
            run.warnings.add(Deadline.OPTION + " is too short: no part of the verification was finished in it."
                    + " Give it more time");
        }
    }

    /** Returns the number of processes and what bounded it; empty if no phase ran. */
    private Optional<Tuning> tuning(PassRunner runner) {
        boolean ran = (copied.isPresent() || verified.isPresent())
                && !run.tools.stop().isLost();
        if (!ran) {
            return Optional.empty();
        }
        return Optional.of(new Tuning(request.processes().isEmpty(), runner.processes(), runner.bound()));
    }

    private Outcome outcome() {
        Findings found = run.findings;
        return new Outcome(
                run.tools.identity(run.directory.isListed() ? run.directory.name() : ""),
                RunTask.of(request),
                runner == null ? 0 : runner.processes(),
                Optional.ofNullable(runner).flatMap(this::tuning),
                copied,
                verified,
                comparison,
                found.lists(),
                List.copyOf(run.warnings),
                run.tools.stop().cause());
    }
}
