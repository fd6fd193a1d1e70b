package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.ChildOutcome;
import dev.brigade.exec.ChildSpec;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs rsync processes for attempts at the buckets of one pass. Thread-safe: many threads call {@link #run}. */
final class BucketProcess {
    private static final Logger LOG = LoggerFactory.getLogger(BucketProcess.class);

    private static final LineConsumer NO_LOG = (line, length) -> {};

    private final Pass pass;
    private final RsyncCommand command;
    private final BucketContents contents;
    private final Optional<DirectEngine> direct;
    private final RestContents rest;
    private final DestinationMounts destinationMounts;
    private final MountBalancer mounts;
    private final StallDetector events;
    private final RunParts run;
    private final RunSettings settings;
    private final Cancellation stop;
    private final AtomicLong lists = new AtomicLong();
    private final Set<FileName> empty = ConcurrentHashMap.newKeySet();

    /**
     * Prepares a pass.
     *
     * @param spare how many buckets more than now may be worked on; asked by many threads
     */
    BucketProcess(
            Pass pass,
            RsyncCommand command,
            BucketContents whole,
            DestinationMounts destinationMounts,
            IntSupplier spare,
            StallDetector events,
            RunParts run) {
        this.pass = pass;
        this.rest = new RestContents(whole);
        this.direct = run.settings()
                .direct()
                .filter(calls -> pass == Pass.COPY)
                .map(calls -> new DirectEngine(calls, command, destinationMounts, whole, spare, events, run));
        this.contents = direct.isPresent() ? rest : whole;
        // What the engine leaves to rsync is written in place: nobody may put a link there.
        this.command = command.with(Setting.CLOSED_DIRECTORIES, direct.isPresent());
        this.destinationMounts = destinationMounts;
        this.mounts = new MountBalancer(destinationMounts.used());
        this.events = events;
        this.run = run;
        this.settings = run.settings();
        this.stop = run.stop();
    }

    /** An attempt under way. */
    private record Work(Attempt attempt, Source source, RsyncCommand command, RsyncOutput output, long startNanos) {}

    /**
     * Runs an attempt over one of the destination's mounts, and reports the result.
     *
     * @return what to try again
     */
    Optional<RetryDecision.Again> run(Attempt attempt) throws IOException, InterruptedException {
        try (MountBalancer.Turn turn = mounts.take(attempt.bucket().split())) {
            Bucket bucket = attempt.bucket();
            Source source = contents.source(bucket);
            long start = run.nanoTime().getAsLong();
            if (direct.isPresent() && !rest.has(bucket)) {
                rest.put(bucket, direct.get().copy(attempt, source.root(), turn.mount()));
            }
            RsyncCommand by = inPlaceIfSafe(bucket, command.by(turn.mount()).limitedTo(attempt.kibibytesPerSecond()));
            MessageReader reader = new MessageReader(source.root(), turn.mount());
            RsyncOutput output = new RsyncOutput(bucket, reader, turn.mount(), events, run);
            Optional<RetryDecision.Again> again = run(new Work(attempt, source, by, output, start));
            if (again.isEmpty()) {
                rest.remove(bucket);
            }
            return again;
        }
    }

    private Optional<RetryDecision.Again> run(Work work) throws IOException, InterruptedException {
        RsyncResult result = RsyncResult.NONE;
        for (int part = 0; part < work.attempt().parts() && result.status().isComplete(); part++) {
            lookAhead(work.attempt(), part, work.command().destination());
            result = result.and(run(work, part, result.isNone()));
        }
        Duration time = Duration.ofNanos(run.nanoTime().getAsLong() - work.startNanos());
        if (!result.isNone()) {
            return react(work, result, time);
        }
        Bucket bucket = work.attempt().bucket();
        rest.first(bucket).ifPresent(first -> {
            events.accept(new RunEvent.BucketStarted(bucket, first, true));
            events.accept(new RunEvent.BucketFinished(bucket, true, "", false, time));
        });
        return Optional.empty();
    }

    private RsyncCommand inPlaceIfSafe(Bucket bucket, RsyncCommand by) throws IOException {
        if (!by.isInPlace(pass, bucket.kind()) || by.settings().contains(Setting.NEW_DESTINATION)) {
            return by;
        }
        InPlaceCheck check = new InPlaceCheck(by.destination(), bucket, empty);
        contents.items(bucket, check);
        events.heard();
        return by.with(Setting.IN_PLACE, check.isSafe());
    }

    /** A comparison asks for all attributes, and it must see the present ones. */
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

    /** Runs one process, or none if it has no names. */
    private RsyncResult run(Work work, int part, boolean first) throws IOException, InterruptedException {
        ArgumentList arguments = new ArgumentList(work.source(), settings.kept() ? 0 : settings.argumentBytes());
        work.attempt().items(contents, part, arguments);
        Optional<List<String>> names = arguments.names();
        Optional<FileName> begins = first ? Optional.of(arguments.first()) : Optional.empty();
        if (names.isPresent()) {
            return names.get().isEmpty()
                    ? RsyncResult.NONE
                    : start(work, work.command().withArguments(names.get()), begins, NO_LOG);
        }
        Path file = KeptLists.file(settings.lists(), pass, lists.incrementAndGet());
        try (ListFile list = new ListFile(file, work.source(), settings.kept())) {
            work.attempt().items(contents, part, list);
            List<String> end = work.command().withList(list.finish());
            if (!settings.kept()) {
                return start(work, end, begins, NO_LOG);
            }
            try (BucketLog log = new BucketLog(file.resolveSibling(file.getFileName() + ".log"))) {
                return start(work, end, begins, log);
            }
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    private RsyncResult start(Work work, List<String> names, Optional<FileName> begins, LineConsumer log)
            throws InterruptedException {
        Bucket bucket = work.attempt().bucket();
        List<String> line = new ArrayList<>(settings.prefix());
        line.addAll(work.command().options(pass, bucket.kind(), contents.impliedDirectories(bucket)));
        line.addAll(names);
        begins.ifPresent(first -> events.accept(new RunEvent.BucketStarted(bucket, first, false)));
        ChildOutcome outcome = run.children()
                .run(
                        new ChildSpec(line, work.source().root(), settings.environment(RsyncCommand.ENVIRONMENT)),
                        (text, length) -> {
                            log.line(text, length);
                            work.output().out(text, length).ifPresent(change -> changed(work, change));
                        },
                        (text, length) -> {
                            log.line(text, length);
                            work.output().err(text, length);
                        });
        RsyncResult result = RsyncResult.of(outcome, work.output().last());
        work.output().end(result.status().isComplete());
        return result;
    }

    private void changed(Work work, Change change) {
        if (work.command().addsModes(pass) && change.isDirectory() && change.isCreation()) {
            try {
                run.modes()
                        .created(
                                change.name(),
                                work.source().root(),
                                work.command().options()::chmod);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Optional<RetryDecision.Again> react(Work work, RsyncResult result, Duration time) throws IOException {
        Attempt attempt = work.attempt();
        Bucket bucket = attempt.bucket();
        RsyncOutput output = work.output();
        ExitStatus status = result.status();
        // If no line explains the status, nothing is known of what failed.
        boolean complete = status == ExitStatus.SUCCESS || status.isComplete() && output.isExplained();
        boolean failed = !complete || status == ExitStatus.PARTIAL;
        Optional<Path> kept = Optional.of(settings.lists());
        if (failed && !settings.kept()) {
            kept = run.failures().keep(pass, attempt, result.reason(), output.excerpt());
        }
        RetryDecision decision = stop.isRequested()
                ? new RetryDecision.Leave()
                : settings.retry().after(status, output.mayPass(), attempt.number());
        if (decision instanceof RetryDecision.Again again) {
            LOG.debug("attempt {} at a bucket: {}; again in {}", attempt.number(), result.reason(), again.pause());
            events.accept(new RunEvent.BucketAgain(bucket, result.reason(), time));
            return Optional.of(again);
        }
        String reason = complete || isInterrupted()
                ? ""
                : result.reason() + " (" + place(bucket) + at(output) + keptIn(kept) + ")";
        if (decision instanceof RetryDecision.End) {
            end(status, reason);
        }
        output.report();
        events.accept(new RunEvent.BucketFinished(bucket, complete, reason, failed, time));
        return Optional.empty();
    }

    /** Whether the run was interrupted: processes that it ended did not fail. */
    private boolean isInterrupted() {
        return stop.cause()
                .filter(cause -> cause.reason() == StopReason.INTERRUPTED)
                .isPresent();
    }

    /** rsync names only entries that it changes. */
    private static String at(RsyncOutput output) {
        return output.at()
                .filter(name -> !name.isRoot())
                .map(name -> ", the last it named was " + Names.printable(name.toBytes()))
                .orElse("");
    }

    private static String keptIn(Optional<Path> file) {
        return file.map(path -> "; its output is in " + path).orElse("");
    }

    /** The size and the first name of a bucket. */
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

    /** A program cannot be started either if its working directory is lost, which is the graver reason. */
    private void end(ExitStatus status, String reason) {
        boolean missing = status == ExitStatus.MISSING;
        stop.request(
                missing ? StopReason.NO_RSYNC : StopReason.BROKEN,
                missing ? "rsync cannot be started any more: " + reason : reason);
        run.guard().lost().ifPresent(lost -> stop.request(StopReason.STORAGE_LOST, lost));
    }
}
