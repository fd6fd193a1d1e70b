package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.ChildOutcome;
import dev.brigade.exec.ChildSpec;
import dev.brigade.exec.Children;
import dev.brigade.exec.LineConsumer;
import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.manifest.StateException;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Source;
import dev.brigade.model.StopReason;
import dev.brigade.plan.Bucket;
import dev.brigade.rsync.ExitStatus;
import dev.brigade.rsync.MessageReader;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one bucket through rsync, once. Thread-safe; {@link #run} is called by many threads at once. */
final class BucketProcess {
    private static final Logger LOG = LoggerFactory.getLogger(BucketProcess.class);

    private final Pass pass;
    private final RsyncCommand command;
    private final BucketContents contents;
    private final Children children;
    private final RunSettings settings;
    private final StallDetector events;
    private final Cancellation stop;
    private final RootGuard guard;
    private final FailedAttempts failures;
    private final AddedModes modes;
    private final LongSupplier nanoTime;
    private final DestinationMounts destinationMounts;
    private final MountBalancer mounts;
    private final AtomicLong lists = new AtomicLong();

    BucketProcess(
            Pass pass,
            RsyncCommand command,
            BucketContents contents,
            Children children,
            RunSettings settings,
            DestinationMounts destinationMounts,
            StallDetector events,
            Cancellation stop,
            RootGuard guard,
            FailedAttempts failures,
            AddedModes modes,
            LongSupplier nanoTime) {
        this.pass = pass;
        this.command = command;
        this.contents = contents;
        this.children = children;
        this.settings = settings;
        this.events = events;
        this.stop = stop;
        this.guard = guard;
        this.failures = failures;
        this.modes = modes;
        this.nanoTime = nanoTime;
        this.destinationMounts = destinationMounts;
        this.mounts = new MountBalancer(destinationMounts.used());
    }

    /** Runs it by one of the destination's mounts, tells what came of it, and gives what is to be done next. */
    RetryDecision run(Attempt attempt) throws IOException, InterruptedException {
        try (MountBalancer.Turn turn = mounts.take(attempt.bucket().split())) {
            return run(attempt, command.by(turn.mount()));
        }
    }

    private RetryDecision run(Attempt attempt, RsyncCommand mounted) throws IOException, InterruptedException {
        Bucket bucket = attempt.bucket();
        Source source = contents.source(bucket);
        RsyncCommand by = inPlaceIfSafe(bucket, mounted);
        MessageReader reader = new MessageReader(source.root(), by.destination());
        RsyncOutput output = new RsyncOutput(bucket, reader, by.destination(), events, stop, guard);
        long start = nanoTime.getAsLong();
        RsyncResult result = RsyncResult.NONE;
        for (int part = 0; part < attempt.parts() && result.status().isComplete(); part++) {
            lookAhead(attempt, part, by.destination());
            result = result.and(run(attempt, by, part, source, output, result.isNone()));
        }
        return result.isNone()
                ? new RetryDecision.Leave()
                : react(attempt, result, output, Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    private RsyncCommand inPlaceIfSafe(Bucket bucket, RsyncCommand by) throws IOException {
        if (!by.isInPlace(pass, bucket.kind()) || by.settings().contains(Setting.NEW_DESTINATION)) {
            return by;
        }
        InPlaceCheck check = new InPlaceCheck(by.destination(), bucket.kind());
        contents.items(bucket, check);
        events.heard();
        return by.with(Setting.IN_PLACE, check.isSafe());
    }

    /** A comparison asks for the attributes of everything; and it is to see what there is, not what there was. */
    private void lookAhead(Attempt attempt, int part, Path destination) throws IOException {
        boolean reads = destinationMounts.remote() && pass == Pass.VERIFY;
        boolean opens = destinationMounts.mayBeStale() && pass != Pass.COPY;
        if (reads || opens) {
            ReadAhead ahead = new ReadAhead(destination, reads, opens, stop::isRequested);
            ahead.workedIn(attempt.bucket().split());
            attempt.items(contents, part, ahead);
            events.heard();
        }
    }

    /** Runs one process; none, where no names fell to it. */
    private RsyncResult run(
            Attempt attempt, RsyncCommand by, int part, Source source, RsyncOutput output, boolean first)
            throws IOException, InterruptedException {
        ArgumentList arguments = new ArgumentList(source, settings.kept() ? 0 : settings.argumentBytes());
        attempt.items(contents, part, arguments);
        Optional<List<String>> names = arguments.names();
        if (names.isPresent()) {
            return names.get().isEmpty()
                    ? RsyncResult.NONE
                    : start(attempt, source, by, by.withArguments(names.get()), output, first, Optional.empty());
        }
        Path file = KeptLists.file(settings.lists(), pass, lists.incrementAndGet());
        try (ListFile list = new ListFile(file, source, settings.kept())) {
            attempt.items(contents, part, list);
            List<String> end = by.withList(list.finish());
            if (settings.kept()) {
                try (BucketLog log = new BucketLog(file.resolveSibling(file.getFileName() + ".log"))) {
                    return start(attempt, source, by, end, output, first, Optional.of(log));
                }
            }
            return start(attempt, source, by, end, output, first, Optional.empty());
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    private RsyncResult start(
            Attempt attempt,
            Source source,
            RsyncCommand by,
            List<String> names,
            RsyncOutput output,
            boolean first,
            Optional<BucketLog> log)
            throws InterruptedException {
        Bucket bucket = attempt.bucket();
        List<String> line = new ArrayList<>(settings.prefix());
        line.addAll(by.options(pass, bucket.kind(), contents.impliedDirectories(bucket)));
        line.addAll(names);
        if (first) {
            events.accept(new RunEvent.BucketStarted(bucket));
        }
        ChildOutcome outcome = children.run(
                new ChildSpec(line, source.root(), settings.environment(RsyncCommand.ENVIRONMENT)),
                logged((text, length) -> printed(output.out(text, length), by, source), log),
                logged(output::err, log));
        return RsyncResult.of(outcome, output.last());
    }

    private void printed(Optional<Change> change, RsyncCommand by, Source source) {
        if (by.addsModes(pass)
                && change.filter(Change::isDirectory).filter(Change::isCreation).isPresent()) {
            try {
                modes.created(change.get().name(), source.root(), by.options()::chmod);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static LineConsumer logged(LineConsumer consumer, Optional<BucketLog> log) {
        return log.isEmpty()
                ? consumer
                : (line, length) -> {
                    log.get().line(line, length);
                    consumer.line(line, length);
                };
    }

    private RetryDecision react(Attempt attempt, RsyncResult result, RsyncOutput output, Duration time)
            throws IOException {
        Bucket bucket = attempt.bucket();
        ExitStatus status = result.status();
        // A status that no line explains says nothing of what went wrong, so nothing can be relied on.
        boolean complete = status == ExitStatus.SUCCESS || status.isComplete() && output.isExplained();
        boolean failed = !complete || status == ExitStatus.PARTIAL;
        Optional<Path> kept = Optional.of(settings.lists());
        if (failed && !settings.kept()) {
            kept = failures.keep(pass, attempt, result.reason(), output.excerpt());
        }
        RetryDecision decision = stop.isRequested()
                ? new RetryDecision.Leave()
                : settings.retry().after(status, output.mayPass(), attempt.number());
        if (decision instanceof RetryDecision.Again again) {
            LOG.debug("attempt {} at a bucket: {}; again in {}", attempt.number(), result.reason(), again.pause());
            events.accept(new RunEvent.BucketAgain(bucket, result.reason(), time));
            return decision;
        }
        String reason = complete || isInterrupted() ? "" : result.reason() + " (" + place(bucket) + keptIn(kept) + ")";
        if (decision instanceof RetryDecision.End) {
            end(result.status(), reason);
        }
        output.tell();
        events.accept(new RunEvent.BucketFinished(bucket, complete, reason, failed, time));
        return decision;
    }

    /** Whether the run ends early as it was asked to, so that processes that it ended did not fail. */
    private boolean isInterrupted() {
        return stop.cause()
                .filter(cause -> cause.reason() == StopReason.INTERRUPTED)
                .isPresent();
    }

    private static String keptIn(Optional<Path> file) {
        return file.map(path -> "; its output is in " + path).orElse("");
    }

    /** Where it was at work: the first name it was given. */
    private String place(Bucket bucket) throws IOException {
        List<FileName> first = new ArrayList<>(1);
        contents.items(bucket, item -> {
            if (first.isEmpty()) {
                first.add(item.name());
            }
        });
        String where = first.isEmpty() || first.get(0).isRoot()
                ? "./"
                : Names.printable(first.get(0).toBytes());
        return Quantities.count(bucket.entries(), "entry", "entries") + " from " + where + " on";
    }

    /** A program is not found either if its working directory is gone, and that is the graver reason. */
    private void end(ExitStatus status, String reason) {
        boolean missing = status == ExitStatus.MISSING;
        stop.request(
                missing ? StopReason.NO_RSYNC : StopReason.BROKEN,
                missing ? "rsync cannot be started any more: " + reason : reason);
        guard.lost().ifPresent(lost -> stop.request(StopReason.STORAGE_LOST, lost));
    }
}
