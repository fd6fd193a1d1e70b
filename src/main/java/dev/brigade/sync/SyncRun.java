package dev.brigade.sync;

import dev.brigade.crawl.CrawlRules;
import dev.brigade.exec.ArgumentLimit;
import dev.brigade.exec.Children;
import dev.brigade.model.Bound;
import dev.brigade.model.Bucket;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RunEvent;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.Totals;
import dev.brigade.model.Tuning;
import dev.brigade.model.VerifyLevel;
import dev.brigade.mount.MountTable;
import dev.brigade.plan.Dealer;
import dev.brigade.plan.Sizing;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.Trait;
import dev.brigade.run.KeptLists;
import dev.brigade.run.PassRunner;
import dev.brigade.run.RetryPolicy;
import dev.brigade.run.RootGuard;
import dev.brigade.run.RunSettings;
import dev.brigade.run.Stop;
import dev.brigade.run.Ways;
import dev.brigade.state.DamagedRunException;
import dev.brigade.state.ManifestWriter;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A run that passed preflight: crawls, copies and verifies, and gives the outcome. Used once. */
final class SyncRun {
    /** Reading directories is waiting for round trips: 32 at a time, more brought nothing over 1 ms. */
    static final int CRAWL_THREADS = 32;

    private final SyncRequest request;
    private final Prepared prepared;
    private final Roots roots;
    private final RunDirectory directory;
    private final Children children;
    private final Stop stop;
    private final Consumer<RunEvent> events;
    private final LongSupplier nanoTime;
    private final RetryPolicy retry;
    private final Waits waits;
    private final Watches watches;
    private final FurtherMounts further;
    private final List<String> warnings = new ArrayList<>();
    private final OptionalInt processes;
    private @Nullable PassRunner runner;
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
            LongSupplier nanoTime,
            Waits waits,
            Watches watches) {
        this.request = prepared.request();
        this.prepared = prepared;
        this.roots = prepared.roots();
        this.directory = directory;
        this.children = children;
        this.stop = stop;
        this.events = events;
        this.nanoTime = nanoTime;
        this.waits = waits;
        this.retry = new RetryPolicy(request.limits().retries(), waits.pause());
        this.processes = Processes.fixed(request, Runtime.getRuntime().availableProcessors());
        this.watches = watches.over(prepared);
        this.further = new FurtherMounts(prepared, stop, waits.pause(), this.watches, events);
        this.verdict = new Verdict(roots, stop::isLost);
        this.mounts = MountWatch.of(prepared);
    }

    Outcome run() throws RefusedException, IOException, InterruptedException {
        warnOfMounts();
        Ways ways = further.open();
        RootGuard guard = prepared.guard();
        RunSettings settings = new RunSettings(
                processes,
                argumentBytes,
                directory.path(),
                prepared.priority(),
                request.files().kept(),
                ways,
                retry);
        PassRunner runner = new PassRunner(children, guard, settings, watches.limit(), nanoTime, mounts::calls);
        this.runner = runner;
        if (request.mode() == Mode.ONCE && request.dryRun()) {
            plan();
        } else if (request.copies() && !request.dryRun()) {
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

    /** Everything up to the first process. */
    private void plan() throws IOException, InterruptedException {
        long start = nanoTime.getAsLong();
        try (Survey survey = survey("copy", begun -> {})) {
            long crawled = nanoTime.getAsLong();
            verdict.failed(survey.unreadable().things());
            Sizing sizing = supplies(Optional.of(survey)).sizing();
            List<Bucket> buckets = Dealer.deal(Passes.pieces(survey, sizing, copyPolicy(), listing -> true), sizing);
            events.accept(new RunEvent.PassStarted(Pass.COPY, survey.totals(), buckets.size()));
            if (request.files().kept()) {
                KeptLists.write(directory.path(), Pass.COPY, buckets, survey);
            }
            copied = Optional.of(phase(
                    survey, Totals.NONE, new PassFindings(Pass.COPY, buckets.size()), start, time(start, crawled)));
        }
    }

    /**
     * A limit of ours would leave out a file that grows past it meanwhile, which only a second look finds; and it cannot stand beside one
     * of the user's.
     */
    private LargeFilePolicy copyPolicy() {
        return request.verify() == VerifyLevel.NONE || prepared.options().has(Trait.SIZE_LIMIT)
                ? LargeFilePolicy.APART_BY_NAME
                : LargeFilePolicy.APART_BY_LIMIT;
    }

    private void copyAndVerify(PassRunner runner) throws RefusedException, IOException, InterruptedException {
        mounts.begin();
        long start = nanoTime.getAsLong();
        try (CopyPlan plan = copyPlan()) {
            InPlaceWatch watch = new InPlaceWatch(roots.destination());
            // Only a quick comparison has to know, and each look costs a call to the destination.
            Consumer<RunEvent> watched = request.verify() == VerifyLevel.QUICK ? watch.andThen(events) : events;
            Totals before = plan.done();
            RsyncCommand command = command(request.verify(), false, plan.policy() == LargeFilePolicy.APART_BY_LIMIT);
            PassFindings found = stop.isAsked()
                    ? new PassFindings(Pass.COPY, 0)
                    : passes(runner, Optional.empty(), watched.andThen(plan.recorder(watch::seen)))
                            .over(plan, command);
            Survey survey = plan.survey();
            verdict.vanished(found.vanished.things());
            if (request.mode() == Mode.ONCE && prepared.options().has(Trait.IN_PLACE)) {
                warnings.add("copied in place and not verified: run it again without --inplace,"
                        + " or use 'brigade sync', which does both");
            }
            if (request.verify() == VerifyLevel.NONE && !stop.isAsked()) {
                seal(passes(runner, Optional.of(survey), watched), survey, command, found);
            }
            copied = Optional.of(phase(survey, before, found, start, plan.crawlTime()));
            if (request.verify() != VerifyLevel.NONE && !stop.isAsked()) {
                verify(runner, survey, level(watch.seen() || plan.comparesContent()));
            }
        }
    }

    /** What an unfinished run left, or a new one. */
    private CopyPlan copyPlan() throws RefusedException, IOException, InterruptedException {
        try {
            Optional<RunPlan> left = directory.plan();
            if (left.isPresent()) {
                return WholePlan.reload(left.get(), roots, supplies(Optional.empty()), directory);
            }
        } catch (DamagedRunException e) {
            throw Continuation.refused(directory, String.valueOf(e.getMessage()));
        }
        Crawling crawling = Crawling.begin(begun -> survey("copy", begun), nanoTime);
        if (!isSizedByUser() && !crawling.isOverWithin(waits.crawl())) {
            return new GrowingPlan(
                    crawling,
                    roots,
                    supplies(Optional.empty()),
                    copyPolicy(),
                    directory.isDurable() ? Optional.of(directory) : Optional.empty(),
                    stop::isAsked);
        }
        Survey survey = crawling.survey();
        try {
            WholePlan plan = WholePlan.make(
                    survey, crawling.time(), supplies(Optional.of(survey)).finely(), copyPolicy());
            return stop.isAsked() || !directory.isDurable() ? plan : plan.keep(directory);
        } catch (IOException e) {
            survey.close();
            throw e;
        }
    }

    /** Without verification, what the copy could not do stays so, and directories still need their attributes. */
    private void seal(Passes passes, Survey survey, RsyncCommand command, PassFindings copy) throws IOException {
        verdict.failed(survey.unreadable().things());
        verdict.failed(copy.failures());
        PassFindings sealed = passes.overDirectories(Pass.SEAL, survey, command);
        verdict.failed(sealed.failures());
        copy.failedProcesses.add(sealed.failedProcesses.sum());
    }

    /** The level asked for, or content where only that can tell. */
    private VerifyLevel level(boolean comparesContent) {
        if (comparesContent && request.verify() == VerifyLevel.QUICK) {
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
        try (Survey now = survey("verify", begun -> {})) {
            long crawled = nanoTime.getAsLong();
            boolean nanoseconds = !stop.isLost() && prepared.version().hasNanoseconds() && TimeAccuracy.isKept(now);
            comparison = Comparison.describe(level, prepared.options(), nanoseconds);
            verdict.failed(now.unreadable().things());
            PassFindings found = stop.isAsked()
                    ? new PassFindings(Pass.VERIFY, 0)
                    : new Verification(
                                    passes(runner, Optional.of(now), events),
                                    request,
                                    level,
                                    command(level, nanoseconds, false),
                                    retry,
                                    stop,
                                    before,
                                    now,
                                    verdict,
                                    warnings)
                            .run();
            verified = Optional.of(phase(now, Totals.NONE, found, start, time(start, crawled)));
        }
    }

    private Survey survey(String name, Consumer<ManifestWriter> begun) throws IOException, InterruptedException {
        CrawlRules rules = new CrawlRules(
                prepared.filters(),
                prepared.options().oneFileSystem(),
                prepared.options().has(Trait.HARD_LINKS),
                CRAWL_THREADS,
                stop::isAsked);
        return Survey.take(name, roots, rules, directory, events, watches, begun);
    }

    private Passes passes(PassRunner runner, Optional<Survey> survey, Consumer<RunEvent> listener) {
        return new Passes(runner, supplies(survey), listener, warnings);
    }

    /** How pieces become buckets; of a source that is not known yet, they are small. */
    private Supplies supplies(Optional<Survey> survey) {
        Sizing sizing = survey.isPresent()
                ? Sizing.of(
                        survey.get().totals(),
                        processes.orElse(Processes.SHARES),
                        request.items(),
                        request.bytes(),
                        argumentBytes)
                : Sizing.ofUnknown(argumentBytes);
        return new Supplies(sizing, isSizedByUser());
    }

    private boolean isSizedByUser() {
        return request.items().isPresent() || request.bytes().isPresent();
    }

    private RsyncCommand command(VerifyLevel level, boolean nanoseconds, boolean limitLarge) {
        return Preflight.command(
                prepared, level, nanoseconds, limitLarge, request.limits().kibibytesPerSecondOf(processes.orElse(1)));
    }

    private Phase phase(Survey survey, Totals before, PassFindings found, long start, Duration crawlTime) {
        return new Phase(
                survey.totals(),
                before,
                time(start, nanoTime.getAsLong()),
                crawlTime,
                found.buckets,
                found.processes.intValue(),
                found.failedProcesses.intValue(),
                found.retries.intValue(),
                Duration.ofNanos(found.processNanos.sum()),
                found.transferred.sum(),
                found.transferredBytes.sum(),
                found.created.sum(),
                mounts.used());
    }

    private static Duration time(long start, long end) {
        return Duration.ofNanos(end - start);
    }

    /** Once something was run at all. */
    private Optional<Tuning> tuning() {
        boolean ran = (copied.isPresent() || verified.isPresent()) && !stop.isLost();
        PassRunner of = runner;
        if (of == null || !ran) {
            return Optional.empty();
        }
        Bound bound = of.bound(
                roots.areRemote(MountTable.now()),
                request.limits().kibibytesPerSecond().isPresent());
        return Optional.of(new Tuning(request.processes().isEmpty(), of.processes(), bound));
    }

    private Outcome outcome() {
        return new Outcome(
                request,
                runner == null ? 0 : runner.processes(),
                tuning(),
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
