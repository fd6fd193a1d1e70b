package dev.brigade.sync;

import dev.brigade.crawl.CrawlRules;
import dev.brigade.exec.ArgumentLimit;
import dev.brigade.exec.Children;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.Outcome;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.RunEvent;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import dev.brigade.plan.Sizing;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.Trait;
import dev.brigade.run.PassRunner;
import dev.brigade.run.RootGuard;
import dev.brigade.run.RunSettings;
import dev.brigade.run.Stop;
import dev.brigade.state.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A run that passed preflight: crawls, copies and verifies, and gives the outcome. Used once. */
final class SyncRun {
    /** Reading directories is waiting for round trips: 32 at a time, more brought nothing over 1 ms. */
    private static final int CRAWL_THREADS = 32;

    private final SyncRequest request;
    private final Prepared prepared;
    private final Roots roots;
    private final RunDirectory directory;
    private final Children children;
    private final Stop stop;
    private final Consumer<RunEvent> events;
    private final LongSupplier nanoTime;
    private final List<String> warnings = new ArrayList<>();
    private final int processes;
    private final long argumentBytes = ArgumentLimit.bytes();
    private final Verdict verdict;
    private final MountWatch mounts;
    private Optional<Phase> copied = Optional.empty();
    private Optional<Phase> verified = Optional.empty();
    private String comparison = "nothing was compared";

    SyncRun(
            Prepared prepared,
            RunDirectory directory,
            Children children,
            Stop stop,
            Consumer<RunEvent> events,
            LongSupplier nanoTime) {
        this.request = prepared.request();
        this.prepared = prepared;
        this.roots = prepared.roots();
        this.directory = directory;
        this.children = children;
        this.stop = stop;
        this.events = events;
        this.nanoTime = nanoTime;
        this.processes = request.processes()
                .orElseGet(() -> Processes.auto(Runtime.getRuntime().availableProcessors()));
        this.verdict = new Verdict(roots);
        this.mounts = MountWatch.of(roots);
    }

    Outcome run() throws RefusedException, IOException, InterruptedException {
        warnOfMounts();
        RootGuard guard = guard();
        RunSettings settings = new RunSettings(processes, argumentBytes, directory.resolve("."));
        PassRunner runner = new PassRunner(children, guard, settings, stop);
        if (request.copy() && !request.dryRun()) {
            copyAndVerify(runner);
        } else {
            verify(runner, null, request.verify());
        }
        return outcome();
    }

    private void warnOfMounts() {
        mounts.warnings().forEach(warning -> events.accept(new RunEvent.Warned(warning)));
        if (prepared.options().has(Trait.COMPRESS)) {
            events.accept(new RunEvent.Warned("-z only costs CPU time: rsync writes to a directory of this machine,"
                    + " and what a mount sends is not compressed"));
        }
    }

    /** The last of preflight: the destination is made, where it is missing, and all roots can be looked at. */
    private RootGuard guard() throws RefusedException, IOException {
        try {
            if (!roots.exists() && !request.dryRun()) {
                Files.createDirectory(roots.destination());
            }
            return RootGuard.of(guarded());
        } catch (IOException e) {
            if (Reasons.isNoSpace(e)) {
                throw e;
            }
            throw new RefusedException(
                    Fault.PREFLIGHT, "a source or the destination cannot be used: " + e.getMessage());
        }
    }

    private List<Path> guarded() {
        List<Path> paths = new ArrayList<>();
        for (Source source : roots.sources()) {
            paths.add(source.directory());
        }
        if (Files.exists(roots.destination())) {
            paths.add(roots.destination());
        }
        return paths;
    }

    private void copyAndVerify(PassRunner runner) throws IOException, InterruptedException {
        mounts.begin();
        long start = nanoTime.getAsLong();
        try (Survey survey = survey("copy")) {
            long crawled = nanoTime.getAsLong();
            InPlaceWatch watch = new InPlaceWatch(roots.destination());
            Passes passes = passes(runner, survey, watch.andThen(events));
            LargeFilePolicy policy = prepared.options().has(Trait.SIZE_LIMIT)
                    ? LargeFilePolicy.APART_BY_NAME
                    : LargeFilePolicy.APART_BY_LIMIT;
            RsyncCommand command = command(request.verify(), false, policy == LargeFilePolicy.APART_BY_LIMIT);
            PassFindings found = stop.isAsked()
                    ? new PassFindings(Pass.COPY)
                    : passes.overEntries(Pass.COPY, survey, command, policy, listing -> true);
            verdict.vanished(found.vanished.things());
            if (request.verify() == VerifyLevel.NONE && !stop.isAsked()) {
                seal(passes, survey, command, found);
            }
            copied = Optional.of(phase(survey, found, start, crawled));
            if (request.verify() != VerifyLevel.NONE && !stop.isAsked()) {
                verify(runner, survey, level(watch));
            }
        }
    }

    /** Without verification, what the copy could not do stays so, and directories still need their attributes. */
    private void seal(Passes passes, Survey survey, RsyncCommand command, PassFindings copy) throws IOException {
        verdict.failed(survey.unreadable().things());
        verdict.failed(Verification.failures(copy));
        PassFindings sealed = passes.overDirectories(Pass.SEAL, survey, command);
        verdict.failed(Verification.failures(sealed));
    }

    /** The level asked for, or content where only that can tell. */
    private VerifyLevel level(InPlaceWatch watch) {
        if (watch.seen() && request.verify() == VerifyLevel.QUICK) {
            warnings.add("content was compared, because files were updated in place that are hard links only in the"
                    + " destination");
            return VerifyLevel.CHECKSUM;
        }
        return request.verify();
    }

    private void verify(PassRunner runner, @Nullable Survey before, VerifyLevel level)
            throws IOException, InterruptedException {
        mounts.begin();
        long start = nanoTime.getAsLong();
        try (Survey now = survey("verify")) {
            long crawled = nanoTime.getAsLong();
            boolean nanoseconds = prepared.version().hasNanoseconds() && TimeAccuracy.isKept(now);
            comparison = Comparison.describe(level, prepared.options(), nanoseconds);
            verdict.failed(now.unreadable().things());
            PassFindings found = stop.isAsked()
                    ? new PassFindings(Pass.VERIFY)
                    : new Verification(
                                    passes(runner, now, events),
                                    request,
                                    level,
                                    command(level, nanoseconds, false),
                                    stop,
                                    before,
                                    now,
                                    verdict,
                                    warnings)
                            .run();
            verified = Optional.of(phase(now, found, start, crawled));
        }
    }

    private Survey survey(String name) throws IOException, InterruptedException {
        CrawlRules rules = new CrawlRules(
                prepared.filters(),
                prepared.options().oneFileSystem(),
                prepared.options().has(Trait.HARD_LINKS),
                CRAWL_THREADS,
                stop::isAsked);
        return Survey.take(name, roots, rules, directory, events);
    }

    private Passes passes(PassRunner runner, Survey survey, Consumer<RunEvent> listener) {
        Sizing sizing = Sizing.of(survey.totals(), processes, request.items(), request.bytes(), argumentBytes);
        return new Passes(runner, sizing, listener, warnings);
    }

    private RsyncCommand command(VerifyLevel level, boolean nanoseconds, boolean limitLarge) {
        return Preflight.command(prepared, level, nanoseconds, limitLarge);
    }

    private Phase phase(Survey survey, PassFindings found, long start, long crawled) {
        return new Phase(
                survey.totals(),
                Duration.ofNanos(nanoTime.getAsLong() - start),
                Duration.ofNanos(crawled - start),
                found.processes.intValue(),
                found.transferred.sum(),
                found.transferredBytes.sum(),
                found.created.sum(),
                mounts.used());
    }

    private Outcome outcome() {
        return new Outcome(
                request,
                processes,
                copied,
                verified,
                comparison,
                verdict.repaired.tally(),
                verdict.changed.tally(),
                verdict.vanished.tally(),
                verdict.deleted.tally(),
                verdict.differing.tally(),
                verdict.failed.tally(),
                List.copyOf(warnings),
                stop.cause());
    }
}
