package dev.brigade.preflight;

import dev.brigade.exec.Priority;
import dev.brigade.exec.TaskLimit;
import dev.brigade.model.CurrentUser;
import dev.brigade.model.Engine;
import dev.brigade.model.Limits;
import dev.brigade.model.Mode;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import dev.brigade.mount.MountTable;
import dev.brigade.rsync.FilterRules;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.rsync.OptionException;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.rsync.RsyncOptions.Use;
import dev.brigade.rsync.RsyncVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Checks a request before anything is written. */
public final class Preflight {
    private Preflight() {}

    /**
     * Checks everything that can be checked without writing, but for {@linkplain RsyncProbe#checkOptions what only
     * rsync knows of its options}.
     *
     * @throws RefusedException if the run cannot work
     * @throws InterruptedException if the thread is interrupted
     */
    public static PreparedRun check(SyncRequest request, RsyncProbe probe)
            throws RefusedException, InterruptedException {
        RsyncOptions options = options(request);
        if (request.access().engine() == Engine.DIRECT) {
            EngineCheck.check(options);
        }
        RequiredMounts.check(request.access().required());
        Roots roots = Roots.resolve(request.sources(), request.destination(), request.parents());
        FilterRules filters = filters(request, options, roots);
        checkDestination(request, options, roots);
        EmptySources.check(request, roots);
        List<Path> mounts = ExtraMounts.resolve(request, options, roots);
        checkLimit(TaskLimit.tightest());
        Path rsync = probe.find();
        RsyncVersion version = probe.version(rsync);
        return new PreparedRun(
                request, roots, rsync, priority(request.limits(), probe), version, options, filters, mounts);
    }

    private static void checkLimit(Optional<TaskLimit> limit) throws RefusedException {
        if (limit.isPresent() && limit.get().children() == 0) {
            throw refused("too few processes are allowed: " + limit.get().name() + ", and only "
                    + Math.max(0, limit.get().left()) + " more processes and threads may start. Raise the limit");
        }
    }

    private static RsyncOptions options(SyncRequest request) throws RefusedException {
        Use use = request.mode() == Mode.COPY_ONLY ? Use.ONE_PASS : Use.TWO_PASSES;
        try {
            return request.rsyncOptions().isPresent()
                    ? RsyncOptions.parse(request.rsyncOptions().get(), use)
                    : RsyncOptions.defaults();
        } catch (OptionException e) {
            throw new RefusedException(Fault.RSYNC_OPTIONS, String.valueOf(e.getMessage()));
        }
    }

    /** The command that lowers the priority of an rsync process. */
    private static List<String> priority(Limits limits, RsyncProbe probe) throws RefusedException {
        try {
            return Priority.prefix(limits.nice(), limits.ionice(), probe.children());
        } catch (IllegalStateException e) {
            throw refused(e.getMessage() + " is not on PATH. Install util-linux and coreutils, or do not use --"
                    + e.getMessage());
        }
    }

    private static FilterRules filters(SyncRequest request, RsyncOptions options, Roots roots) throws RefusedException {
        FilterRules filters;
        try {
            filters = options.filters().plusExcludes(request.excludes());
        } catch (OptionException e) {
            throw RefusedException.usage(String.valueOf(e.getMessage()));
        }
        for (Source source : roots.sources()) {
            if (filters.excludes(source.prefix(), true)) {
                throw RefusedException.usage(
                        "source " + source.given() + " is excluded itself, so nothing would be copied");
            }
        }
        return filters;
    }

    static void checkDestination(SyncRequest request, RsyncOptions options, Roots roots) throws RefusedException {
        if (request.delete()) {
            for (Source source : roots.sources()) {
                if (roots.isSourceInDestination(source)) {
                    throw refused("--delete would delete from the source " + source.given()
                            + ", which is inside the destination " + roots.destination());
                }
            }
            if (options.oneFileSystem() > 1) {
                throw RefusedException.usage("--delete cannot be used with -xx: use -x");
            }
            if (roots.areMerged()) {
                throw RefusedException.usage("--delete cannot be used with sources that are merged into one directory");
            }
        }
        if (!roots.exists() && !request.copies()) {
            throw refused("destination " + request.destination() + " does not exist, so there is nothing to verify");
        }
        Path written = RootPath.nearest(roots.destination());
        if (request.dryRun()) {
            return;
        }
        try {
            written.getFileSystem().provider().checkAccess(written, AccessMode.WRITE, AccessMode.EXECUTE);
        } catch (IOException e) {
            // An NFS server answers the same to both.
            boolean maybeReadOnly =
                    e instanceof AccessDeniedException && MountTable.now().isRemote(written);
            throw new RefusedException(
                    roots.exists() ? Fault.DESTINATION_READ_ONLY : Fault.DESTINATION_NOT_MADE,
                    "destination " + written + " cannot be written: " + Reasons.of(e)
                            + (maybeReadOnly ? ", or the server exports it read-only" : ""));
        }
    }

    private static RefusedException refused(String message) {
        return new RefusedException(Fault.NOT_READY, message);
    }

    /** Returns the rsync command of a run, without a write limit. */
    public static RsyncCommand command(
            PreparedRun prepared, VerifyLevel level, boolean nanoseconds, boolean limitLarge) {
        SyncRequest request = prepared.request();
        RsyncOptions options = prepared.options();
        RsyncCommand command = new RsyncCommand(
                prepared.rsync(),
                prepared.version(),
                options,
                prepared.filters(),
                prepared.roots().destination(),
                Set.of(),
                OptionalLong.empty());
        return command.with(Setting.CHECKSUM, level == VerifyLevel.CHECKSUM)
                .with(Setting.NANOSECONDS, nanoseconds)
                .with(Setting.DRY_RUN, request.dryRun())
                .with(Setting.IN_PLACE, request.mode() != Mode.COPY_ONLY || options.has(OptionEffect.IN_PLACE))
                .with(Setting.LIMIT_LARGE, limitLarge)
                .with(Setting.SPARSE_LARGE, request.rsyncOptions().isEmpty() && !options.has(OptionEffect.SPARSE))
                .with(Setting.TRUSTED, request.access().trusted())
                .with(Setting.ROOT, isRoot());
    }

    private static boolean isRoot() {
        try {
            return CurrentUser.id().equals(Optional.of(CurrentUser.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
