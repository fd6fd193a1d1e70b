package dev.brigade.run;

import dev.brigade.exec.ChildOutcome;
import dev.brigade.exec.ChildSpec;
import dev.brigade.exec.Children;
import dev.brigade.model.Bucket;
import dev.brigade.model.Pass;
import dev.brigade.model.RunEvent;
import dev.brigade.model.Source;
import dev.brigade.model.StopReason;
import dev.brigade.rsync.ChangeLines;
import dev.brigade.rsync.ExitStatus;
import dev.brigade.rsync.Message;
import dev.brigade.rsync.MessageReader;
import dev.brigade.rsync.RsyncCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Takes one bucket through one rsync. Thread-safe; {@link #run} is called by many threads at once. */
final class BucketProcess {
    /** What a lost storage answers; a bad disk or a deleted directory may answer so too. */
    private static final List<String> LOST =
            List.of("Stale file handle (116)", "Input/output error (5)", "Connection timed out (110)");

    private final Pass pass;
    private final RsyncCommand command;
    private final BucketContents contents;
    private final Children children;
    private final RunSettings settings;
    private final Consumer<RunEvent> events;
    private final Stop stop;
    private final RootGuard guard;
    private final LongSupplier nanoTime;
    private final AtomicLong lists = new AtomicLong();

    BucketProcess(
            Pass pass,
            RsyncCommand command,
            BucketContents contents,
            Children children,
            RunSettings settings,
            Consumer<RunEvent> events,
            Stop stop,
            RootGuard guard,
            LongSupplier nanoTime) {
        this.pass = pass;
        this.command = command;
        this.contents = contents;
        this.children = children;
        this.settings = settings;
        this.events = events;
        this.stop = stop;
        this.guard = guard;
        this.nanoTime = nanoTime;
    }

    void run(Bucket bucket) throws IOException, InterruptedException {
        Source source = contents.source(bucket);
        ArgumentList arguments = new ArgumentList(source, settings.kept() ? 0 : settings.argumentBytes());
        contents.units(bucket, arguments);
        Optional<List<String>> names = arguments.names();
        if (names.isPresent()) {
            if (!names.get().isEmpty()) {
                run(bucket, source, command.withArguments(names.get()), Optional.empty());
            }
            return;
        }
        Path file = KeptLists.file(settings.lists(), pass, lists.incrementAndGet());
        try (ListFile list = new ListFile(file, source, settings.kept())) {
            contents.units(bucket, list);
            List<String> end = command.withList(list.finish());
            if (settings.kept()) {
                try (BucketLog log = new BucketLog(file.resolveSibling(file.getFileName() + ".log"))) {
                    run(bucket, source, end, Optional.of(log));
                }
            } else {
                run(bucket, source, end, Optional.empty());
            }
        }
    }

    private void run(Bucket bucket, Source source, List<String> names, Optional<BucketLog> log)
            throws InterruptedException {
        List<String> line = new ArrayList<>(settings.prefix());
        line.addAll(command.options(pass, bucket.kind(), contents.impliedDirectories(bucket)));
        line.addAll(names);
        events.accept(new RunEvent.BucketStarted(bucket));
        Talk talk = new Talk(bucket, source, log);
        long start = nanoTime.getAsLong();
        ChildOutcome outcome = children.run(
                new ChildSpec(line, source.root(), settings.environment(RsyncCommand.ENVIRONMENT)),
                talk::out,
                talk::err);
        events.accept(finished(bucket, outcome, talk, Duration.ofNanos(nanoTime.getAsLong() - start)));
    }

    private RunEvent finished(Bucket bucket, ChildOutcome outcome, Talk talk, Duration time) {
        if (outcome instanceof ChildOutcome.Exited exited) {
            ExitStatus status = ExitStatus.of(exited.status());
            String reason = "rsync ended with " + exited.status() + (talk.last.isEmpty() ? "" : ": " + talk.last);
            if (status == ExitStatus.REFUSED) {
                stop.ask(StopReason.BROKEN, reason);
            }
            // A status that no line explains says nothing of what went wrong, so nothing can be relied on.
            boolean complete = status == ExitStatus.SUCCESS || status.isComplete() && talk.explained;
            boolean failed = status != ExitStatus.SUCCESS && status != ExitStatus.VANISHED;
            return new RunEvent.BucketFinished(bucket, complete, complete ? "" : reason, failed || !complete, time);
        }
        String reason = outcome instanceof ChildOutcome.NotStarted not
                ? not.reason()
                : outcome instanceof ChildOutcome.Stuck stuck
                        ? "processes that cannot be ended: " + stuck.pids()
                        : "stopped";
        return new RunEvent.BucketFinished(bucket, false, reason, true, time);
    }

    /** What one rsync says. Its two streams are read by two threads. */
    private final class Talk {
        private final Bucket bucket;
        private final Optional<BucketLog> log;
        private final MessageReader reader;
        private volatile String last = "";
        private volatile boolean explained;

        Talk(Bucket bucket, Source source, Optional<BucketLog> log) {
            this.bucket = bucket;
            this.log = log;
            this.reader =
                    new MessageReader(source.root(), command.destination(), command.isInPlace(pass, bucket.kind()));
        }

        void out(byte[] line, int length) {
            log.ifPresent(file -> file.line(line, length));
            ChangeLines.parse(line, length)
                    .ifPresent(change -> events.accept(new RunEvent.EntryChanged(bucket, change)));
        }

        void err(byte[] line, int length) {
            log.ifPresent(file -> file.line(line, length));
            Message message = reader.read(line, length);
            if (message instanceof Message.Failed failed) {
                explained = true;
                events.accept(new RunEvent.EntryFailed(failed.problem()));
                stopIfHopeless(failed.problem().reason());
            } else if (message instanceof Message.Vanished vanished) {
                explained = true;
                events.accept(new RunEvent.EntryVanished(vanished.problem()));
            } else if (message instanceof Message.Summary summary) {
                last = summary.text();
            }
        }

        /** What goes on failing for all that is left ends the run. */
        private void stopIfHopeless(String reason) {
            if (reason.endsWith("No space left on device (28)") || reason.endsWith("Disk quota exceeded (122)")) {
                stop.ask(StopReason.NO_SPACE, reason);
            } else if (LOST.stream().anyMatch(reason::endsWith)) {
                guard.lost().ifPresent(lost -> stop.ask(StopReason.STORAGE_LOST, lost));
            }
        }
    }
}
