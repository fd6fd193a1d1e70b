package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.model.Mode;
import dev.brigade.model.Pass;
import dev.brigade.model.Phase;
import dev.brigade.model.RefusedException;
import dev.brigade.model.Totals;
import dev.brigade.model.VerifyLevel;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.PlanRules;
import dev.brigade.preflight.RootIdentity;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.run.KeptLists;
import dev.brigade.run.StallDetector;
import dev.brigade.state.RunPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Phase 1: crawls, plans while the crawl goes on, and copies. Used once. */
final class CopyPhase implements AutoCloseable {
    private final RunContext run;
    private final PhaseClock clock;
    private final ScopedCrawl scoped;
    private final CopyPlan plan;

    /** Resumes the plan of an unfinished run, or begins a crawl and the plan of what it finds. */
    CopyPhase(RunContext run, ScopedCrawl scoped) throws RefusedException, IOException, InterruptedException {
        this.run = run;
        this.scoped = scoped;
        this.clock = new PhaseClock(run);
        this.plan = plan();
    }

    private CopyPlan plan() throws RefusedException, IOException, InterruptedException {
        try {
            Optional<RunPlan> left = run.directory.plan();
            if (left.isPresent()) {
                return resumed(left.get());
            }
        } catch (DamagedRunException e) {
            run.tools.warn(ResumePolicy.startsOver(run.request, run.directory.name(), String.valueOf(e.getMessage())));
            run.directory.forget();
        }
        BackgroundCrawl crawl = scoped.toCopy();
        // A tree that is crawled so soon is divided by its size; a larger one begins to be copied.
        boolean known = run.isSized() || crawl.isOverWithin(run.tools.timeouts().crawl());
        PlanRules rules =
                known ? run.rules(Optional.of(crawl.crawlResult().totals())).finely() : run.rules(Optional.empty());
        return CopyPlan.begin(crawl, run.roots, rules, run.directory, run.tools.stop()::isRequested);
    }

    @SuppressWarnings("try") // The detector watches until it is closed.
    private CopyPlan resumed(RunPlan left) throws RefusedException, IOException, DamagedRunException {
        EarlierWork earlier = new EarlierWork(run.roots.destination());
        try (StallDetector watch = run.watches.watch(earlier::looked, run.tools.events())) {
            RootIdentity.check(run.roots, left.rootIdentities());
            CopyPlan resumed = CopyPlan.resume(left, run.roots, run.rules(Optional.empty()), run.directory, earlier);
            if (earlier.lost() > 0) {
                run.tools.warn("the destination " + run.roots.destination() + " has lost what the unfinished run"
                        + " copied there. brigade copies it again");
                run.directory.forgetVerified();
            }
            return resumed;
        }
    }

    /** Copies everything that is not done. If no verification follows, also sets the attributes of directories. */
    Phase copy(Passes passes) throws IOException {
        RsyncCommand command = run.command(run.request.verify(), false, plan.large() == LargeFilePolicy.APART_BY_LIMIT)
                .with(Setting.NEW_DESTINATION, run.isDestinationNew());
        PassFindings found = run.isStopped() ? new PassFindings(Pass.COPY, 0, plan.done()) : passes.over(plan, command);
        run.findings.vanished(found.vanished.things());
        if (run.request.mode() == Mode.COPY_ONLY && run.has(OptionEffect.IN_PLACE)) {
            run.warnings.add("copied in place and not verified: run it again without --inplace,"
                    + " or use 'brigade sync', which does both");
        }
        if (run.isTimeOver() && run.directory.isDurable() && !plan.isKept()) {
            run.warnings.add("the crawl did not end within " + Deadline.OPTION
                    + ": the next run starts from the beginning. Give it more time");
        }
        if (run.request.verify() == VerifyLevel.NONE && !run.isStopped()) {
            fixDirectories(passes, command, found);
        }
        return clock.end(plan.crawlResult(), found, plan.crawlTime());
    }

    /** Without verification, what the copy could not do stays so, and directories still need their attributes. */
    private void fixDirectories(Passes passes, RsyncCommand command, PassFindings copy) throws IOException {
        CrawlResult crawled = plan.crawlResult();
        run.findings.failed(crawled.unreadable().things());
        run.findings.failed(copy.failures());
        // Otherwise a directory that was made within the second of its time keeps the time at which it was made.
        RsyncCommand exact = command.with(Setting.NANOSECONDS, true);
        PassFindings fixed =
                passes.with(run.rules(Optional.of(crawled.totals()))).fixDirectories(crawled, exact, listing -> true);
        run.findings.failed(fixed.failures());
        copy.failedProcesses.add(fixed.failedProcesses.sum());
    }

    /** Returns what there was to copy. */
    CrawlResult crawled() throws IOException {
        return plan.crawlResult();
    }

    @Override
    public void close() throws IOException {
        plan.close();
    }

    /** Crawls only, and hands over what it found. */
    static Phase divide(RunContext run, Scope.Planner planner) throws IOException, InterruptedException {
        PhaseClock clock = new PhaseClock(run);
        try (CrawlResult crawled = run.crawl("plan", CrawlResult.Begun.UNHEARD)) {
            Duration crawlTime = clock.time();
            run.findings.failed(crawled.unreadable().things());
            if (!run.isStopped()) {
                planner.plan(
                        run.prepared, crawled.manifests(), crawled.unreadable().isEmpty());
            }
            return clock.end(crawled, new PassFindings(Pass.COPY, 0, Totals.NONE), crawlTime);
        }
    }

    /** Plans only: does everything up to the first process. */
    static Phase rehearse(RunContext run) throws IOException, InterruptedException {
        PhaseClock clock = new PhaseClock(run);
        try (CrawlResult crawled = run.crawl("copy", CrawlResult.Begun.UNHEARD)) {
            Duration crawlTime = clock.time();
            run.findings.failed(crawled.unreadable().things());
            PlanRules rules = run.rules(Optional.of(crawled.totals()));
            List<Bucket> buckets = BucketSource.pack(crawled.workItems(rules, listing -> true), rules.limits());
            run.tools.events().accept(new RunEvent.PassStarted(Pass.COPY, crawled.totals(), buckets.size()));
            if (run.request.files().kept()) {
                KeptLists.write(run.directory.path(), Pass.COPY, buckets, crawled);
            }
            return clock.end(crawled, new PassFindings(Pass.COPY, buckets.size(), Totals.NONE), crawlTime);
        }
    }
}
