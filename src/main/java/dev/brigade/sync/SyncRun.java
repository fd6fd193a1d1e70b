package dev.brigade.sync;

import dev.brigade.crawl.CrawlRules;
import dev.brigade.event.RunEvent;
import dev.brigade.exec.ArgumentLimit;
import dev.brigade.exec.Children;
import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.Totals;
import dev.brigade.model.Tuning;
import dev.brigade.model.VerifyLevel;
import dev.brigade.mount.MountTable;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.preflight.ExtraMounts;
import dev.brigade.preflight.Preflight;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.preflight.Roots;
import dev.brigade.preflight.StallWatches;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.Cancellation;
import dev.brigade.run.DestinationMounts;
import dev.brigade.run.KeptLists;
import dev.brigade.run.PassRunner;
import dev.brigade.run.Processes;
import dev.brigade.run.RetryPolicy;
import dev.brigade.run.RootGuard;
import dev.brigade.run.RunSettings;
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

    private final SyncRequest request;
    private final PreparedRun prepared;
    private final Roots roots;
    private final RunDirectory directory;
    private final Children children;
    private final Cancellation stop;
    private final Consumer<RunEvent> events;
    private final LongSupplier nanoTime;
    private final RetryPolicy retry;
    private final Timeouts timeouts;
    private final StallWatches watches;
    private final ExtraMounts extraMounts;
    private final List<String> warnings = new ArrayList<>();
    private final OptionalInt processes;
    private @Nullable PassRunner runner;
    private final long argumentBytes = ArgumentLimit.bytes();
    private final Findings findings;
    private final MountCounters mounts;
    private Optional<Phase> copied = Optional.empty();
    private Optional<Phase> verified = Optional.empty();
    private String comparison = "nothing was compared";

    SyncRun(
            PreparedRun prepared,
            RunDirectory directory,
            Children children,
            Cancellation stop,
            Consumer<RunEvent> events,
            LongSupplier nanoTime,
            Timeouts timeouts,
            StallWatches watches) {
        this.request = prepared.request();
        this.prepared = prepared;
        this.roots = prepared.roots();
        this.directory = directory;
        this.children = children;
        this.stop = stop;
        this.events = events;
        this.nanoTime = nanoTime;
        this.timeouts = timeouts;
        this.retry = new RetryPolicy(request.limits().retries(), timeouts.pause());
        this.processes = Processes.fixed(request, Runtime.getRuntime().availableProcessors());
        this.watches = watches.over(prepared);
        this.extraMounts = new ExtraMounts(prepared, stop, timeouts.pause(), this.watches, events);
        this.findings = new Findings(roots, stop::isLost);
        this.mounts = MountCounters.of(prepared);
    }

    Outcome run() throws RefusedException, IOException, InterruptedException {
        warnOfMounts();
        DestinationMounts destinationMounts = extraMounts.open();
        RootGuard guard = prepared.guard();
        RunSettings settings = new RunSettings(
                processes,
                argumentBytes,
                directory.path(),
                prepared.priority(),
                request.files().kept(),
                destinationMounts,
                retry);
        PassRunner runner = new PassRunner(children, guard, settings, watches.limit(), nanoTime, mounts::calls);
        this.runner = runner;
        if (request.mode() == Mode.COPY_ONLY && request.dryRun()) {
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
        if (prepared.options().has(OptionEffect.COMPRESS)) {
            events.accept(new RunEvent.Warned("-z only costs CPU time: rsync writes to a directory of this machine,"
                    + " and what a mount sends is not compressed"));
        }
    }

    /** Everything up to the first process. */
    private void plan() throws IOException, InterruptedException {
        long start = nanoTime.getAsLong();
        try (CrawlResult crawlResult = crawlResult("copy", begun -> {})) {
            long crawled = nanoTime.getAsLong();
            findings.failed(crawlResult.unreadable().things());
            BucketLimits bucketLimits = bucketSources(Optional.of(crawlResult)).bucketLimits();
            List<Bucket> buckets = BucketSource.pack(
                    Passes.workItems(crawlResult, bucketLimits, copyPolicy(), listing -> true), bucketLimits);
            events.accept(new RunEvent.PassStarted(Pass.COPY, crawlResult.totals(), buckets.size()));
            if (request.files().kept()) {
                KeptLists.write(directory.path(), Pass.COPY, buckets, crawlResult);
            }
            copied = Optional.of(phase(
                    crawlResult,
                    Totals.NONE,
                    new PassFindings(Pass.COPY, buckets.size()),
                    start,
                    time(start, crawled)));
        }
    }

    /**
     * A limit of ours would leave out a file that grows past it meanwhile, which only a second look finds; and it
     * cannot stand beside one of the user's.
     */
    private LargeFilePolicy copyPolicy() {
        return request.verify() == VerifyLevel.NONE || prepared.options().has(OptionEffect.SIZE_LIMIT)
                ? LargeFilePolicy.APART_BY_NAME
                : LargeFilePolicy.APART_BY_LIMIT;
    }

    private void copyAndVerify(PassRunner runner) throws RefusedException, IOException, InterruptedException {
        mounts.begin();
        long start = nanoTime.getAsLong();
        try (RunnablePlan plan = copyPlan()) {
            Totals before = plan.done();
            RsyncCommand command = command(request.verify(), false, plan.policy() == LargeFilePolicy.APART_BY_LIMIT);
            PassFindings found = stop.isRequested()
                    ? new PassFindings(Pass.COPY, 0)
                    : passes(runner, Optional.empty(), events.andThen(plan.recorder()))
                            .over(plan, command);
            CrawlResult crawlResult = plan.crawlResult();
            findings.vanished(found.vanished.things());
            if (request.mode() == Mode.COPY_ONLY && prepared.options().has(OptionEffect.IN_PLACE)) {
                warnings.add("copied in place and not verified: run it again without --inplace,"
                        + " or use 'brigade sync', which does both");
            }
            if (request.verify() == VerifyLevel.NONE && !stop.isRequested()) {
                seal(passes(runner, Optional.of(crawlResult), events), crawlResult, command, found);
            }
            copied = Optional.of(phase(crawlResult, before, found, start, plan.crawlTime()));
            if (request.verify() != VerifyLevel.NONE && !stop.isRequested()) {
                verify(runner, crawlResult, request.verify());
            }
        }
    }

    /** What an unfinished run left, or a new one. */
    private RunnablePlan copyPlan() throws RefusedException, IOException, InterruptedException {
        try {
            Optional<RunPlan> left = directory.plan();
            if (left.isPresent()) {
                return WholePlan.reload(left.get(), roots, bucketSources(Optional.empty()), directory);
            }
        } catch (DamagedRunException e) {
            throw ResumePolicy.refused(directory, String.valueOf(e.getMessage()));
        }
        BackgroundCrawl backgroundCrawl = BackgroundCrawl.begin(begun -> crawlResult("copy", begun), nanoTime);
        if (!isSizedByUser() && !backgroundCrawl.isOverWithin(timeouts.crawl())) {
            return new GrowingPlan(
                    backgroundCrawl,
                    roots,
                    bucketSources(Optional.empty()),
                    copyPolicy(),
                    directory.isDurable() ? Optional.of(directory) : Optional.empty(),
                    stop::isRequested);
        }
        CrawlResult crawlResult = backgroundCrawl.crawlResult();
        try {
            WholePlan plan = WholePlan.make(
                    crawlResult,
                    backgroundCrawl.time(),
                    bucketSources(Optional.of(crawlResult)).finely(),
                    copyPolicy());
            return stop.isRequested() || !directory.isDurable() ? plan : plan.keep(directory);
        } catch (IOException e) {
            crawlResult.close();
            throw e;
        }
    }

    /** Without verification, what the copy could not do stays so, and directories still need their attributes. */
    private void seal(Passes passes, CrawlResult crawlResult, RsyncCommand command, PassFindings copy)
            throws IOException {
        findings.failed(crawlResult.unreadable().things());
        findings.failed(copy.failures());
        PassFindings sealed = passes.overDirectories(Pass.FIX_DIRECTORIES, crawlResult, command);
        findings.failed(sealed.failures());
        copy.failedProcesses.add(sealed.failedProcesses.sum());
    }

    private void verify(PassRunner runner, @Nullable CrawlResult before, VerifyLevel level)
            throws IOException, InterruptedException {
        mounts.begin();
        long start = nanoTime.getAsLong();
        try (CrawlResult now = crawlResult("verify", begun -> {})) {
            long crawled = nanoTime.getAsLong();
            boolean nanoseconds = !stop.isLost() && prepared.version().hasNanoseconds() && TimeAccuracy.isKept(now);
            comparison = Comparison.describe(level, prepared.options(), nanoseconds);
            findings.failed(now.unreadable().things());
            PassFindings found = stop.isRequested()
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
                                    findings,
                                    warnings)
                            .run();
            verified = Optional.of(phase(now, Totals.NONE, found, start, time(start, crawled)));
        }
    }

    private CrawlResult crawlResult(String name, Consumer<ManifestWriter> begun)
            throws IOException, InterruptedException {
        CrawlRules rules = new CrawlRules(
                prepared.filters(),
                prepared.options().oneFileSystem(),
                prepared.options().has(OptionEffect.HARD_LINKS),
                CrawlRules.THREADS,
                stop::isRequested);
        return CrawlResult.take(name, roots, rules, directory, events, watches, begun);
    }

    private Passes passes(PassRunner runner, Optional<CrawlResult> crawlResult, Consumer<RunEvent> listener) {
        return new Passes(runner, bucketSources(crawlResult), listener, warnings);
    }

    /** How pieces become buckets; of a source that is not known yet, they are small. */
    private BucketSources bucketSources(Optional<CrawlResult> crawlResult) {
        BucketLimits bucketLimits = crawlResult.isPresent()
                ? BucketLimits.of(
                        crawlResult.get().totals(),
                        processes.orElse(Processes.SHARES),
                        request.items(),
                        request.bytes(),
                        argumentBytes)
                : BucketLimits.ofUnknown(argumentBytes);
        return new BucketSources(bucketLimits, isSizedByUser());
    }

    private boolean isSizedByUser() {
        return request.items().isPresent() || request.bytes().isPresent();
    }

    private RsyncCommand command(VerifyLevel level, boolean nanoseconds, boolean limitLarge) {
        return Preflight.command(
                prepared, level, nanoseconds, limitLarge, request.limits().kibibytesPerSecondOf(processes.orElse(1)));
    }

    private Phase phase(CrawlResult crawlResult, Totals before, PassFindings found, long start, Duration crawlTime) {
        return new Phase(
                crawlResult.totals(),
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
        Bottleneck bound = of.bound(
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
                findings.repaired.capped(),
                findings.changed.capped(),
                findings.vanished.capped(),
                findings.deleted.capped(),
                findings.differing.capped(),
                findings.failed.capped(),
                List.copyOf(warnings),
                stop.cause());
    }
}
