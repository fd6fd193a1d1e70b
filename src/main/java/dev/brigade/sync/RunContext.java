package dev.brigade.sync;

import dev.brigade.crawl.CrawlRules;
import dev.brigade.crawl.SystemCalls;
import dev.brigade.event.RunEvent;
import dev.brigade.exec.ArgumentLimit;
import dev.brigade.exec.TaskLimit;
import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.Totals;
import dev.brigade.model.VerifyLevel;
import dev.brigade.mount.MountCounters;
import dev.brigade.mount.MountTable;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.PlanRules;
import dev.brigade.preflight.Preflight;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.preflight.Roots;
import dev.brigade.preflight.StallWatches;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.run.Processes;
import dev.brigade.run.RetryPolicy;
import dev.brigade.state.RunDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the steps of one run share: its request, its tools, and what it found so far. */
final class RunContext {
    final PreparedRun prepared;
    final SyncRequest request;
    final Roots roots;
    final RunDirectory directory;
    final RunTools tools;
    final StallWatches watches;
    final Scope scope;
    final RetryPolicy retry;
    final Findings findings;
    final MountCounters mounts;
    /** Whether a source or the destination is on a network. */
    final boolean remote;

    final List<String> warnings = new ArrayList<>();
    final OptionalInt processes;
    private final InnerMounts innerMounts;
    private final SystemCalls calls;
    private final Optional<TaskLimit> limit = TaskLimit.tightest();
    final long argumentBytes = ArgumentLimit.bytes();

    RunContext(PreparedRun prepared, RunDirectory directory, RunTools tools, StallWatches watches, Scope scope) {
        this.prepared = prepared;
        this.request = prepared.request();
        this.roots = prepared.roots();
        this.directory = directory;
        this.tools = tools;
        this.scope = scope;
        MountTable table = MountTable.now();
        this.watches = watches.over(prepared, table);
        this.retry =
                new RetryPolicy(request.limits().retries(), tools.timeouts().pause());
        this.findings = new Findings(roots, tools.stop()::isLost);
        this.mounts = MountCounters.of(
                prepared.seen(), roots.sources().stream().map(Source::root).toList(), table);
        this.remote = roots.areRemote(table);
        this.innerMounts =
                has(OptionEffect.HARD_LINKS) ? new InnerMounts(table.inside(roots.destination())) : InnerMounts.NONE;
        // A bucket directory of the user's choice may be one that others write in.
        this.calls = request.files().apart()
                ? SystemCalls.NONE
                : new SystemCalls(directory::path, tools::warn, SystemCalls.WORTH);
        OptionalInt fixed = Processes.fixed(request, Runtime.getRuntime().availableProcessors());
        this.processes = fixed.isPresent() ? OptionalInt.of(Math.min(fixed.getAsInt(), room())) : fixed;
        if (room() < request.processes().orElse(Processes.SHARES)) {
            tools.warn(limit.orElseThrow().name() + ", which leaves room for " + room() + " rsync processes at a time");
        }
    }

    /** Returns how many rsync processes the system allows at a time. */
    int room() {
        return Math.max(1, limit.map(TaskLimit::children).orElse(Integer.MAX_VALUE));
    }

    /** Returns how many threads may look at a storage at a time. */
    int threads() {
        return Math.min(CrawlRules.THREADS, room());
    }

    boolean has(OptionEffect effect) {
        return prepared.options().has(effect);
    }

    /** Returns whether only this run, or other parts of its job, have written into the destination. */
    boolean isDestinationNew() {
        return scope instanceof Scope.Shard shard ? shard.fresh() : prepared.isDestinationEmpty();
    }

    boolean isStopped() {
        return tools.stop().isRequested();
    }

    /** Returns whether the run ends because its time is over. */
    boolean isTimeOver() {
        return tools.stop()
                .cause()
                .filter(cause -> cause.message().contains(Deadline.OPTION))
                .isPresent();
    }

    /**
     * Crawls all sources.
     *
     * @param name tells the manifests of one crawl from another's
     */
    CrawlResult crawl(String name, CrawlResult.Begun begun) throws IOException, InterruptedException {
        CrawlRules rules = new CrawlRules(
                prepared.filters(),
                prepared.options().oneFileSystem(),
                has(OptionEffect.HARD_LINKS),
                threads(),
                calls,
                tools.stop()::isRequested);
        Scope.Files files = scope instanceof Scope.Planning planning ? planning.directory() : directory::manifest;
        CrawlResult crawled =
                CrawlResult.take(name, roots, rules, scope.names(), files, tools.events(), watches, begun);
        tools.events().accept(new RunEvent.CrawlEnded(crawled.totals()));
        return crawled;
    }

    /** Returns how to cut a tree of the given size; if it is not known yet, buckets are small. */
    PlanRules rules(Optional<Totals> totals) {
        BucketLimits limits = totals.map(known -> BucketLimits.of(
                        known, processes.orElse(Processes.SHARES), request.items(), request.bytes(), argumentBytes))
                .orElseGet(() -> BucketLimits.ofUnknown(argumentBytes));
        return new PlanRules(limits, isSized(), copyPolicy(), innerMounts);
    }

    /** Returns whether the user says how large buckets are. */
    boolean isSized() {
        return request.items().isPresent() || request.bytes().isPresent();
    }

    /**
     * With a size limit of ours, rsync leaves out a file that grows past it meanwhile, which only a second look finds.
     * The user may set only one limit.
     */
    private LargeFilePolicy copyPolicy() {
        return request.verify() == VerifyLevel.NONE || has(OptionEffect.SIZE_LIMIT)
                ? LargeFilePolicy.APART_BY_NAME
                : LargeFilePolicy.APART_BY_LIMIT;
    }

    RsyncCommand command(VerifyLevel level, boolean nanoseconds, boolean limitLarge) {
        return Preflight.command(prepared, level, nanoseconds, limitLarge);
    }
}
