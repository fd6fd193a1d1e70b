package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.model.Change;
import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.Problem.Cause;
import dev.brigade.model.StopReason;
import dev.brigade.plan.Bucket;
import dev.brigade.rsync.ChangeLines;
import dev.brigade.rsync.Message;
import dev.brigade.rsync.MessageReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the output of the rsync processes of one attempt, and reports changes at once. It reports failures when it is
 * known that no other attempt follows, or when they are too many to keep. Two threads read the two streams.
 */
final class RsyncOutput {
    private static final int MOST_HELD = 10_000;
    /** Bytes kept of an unknown line. */
    private static final int LONGEST_NOISE = 500;

    private final Bucket bucket;
    private final MessageReader reader;
    private final Path destination;
    private final StallDetector events;
    private final RunParts run;
    private final Excerpt excerpt = new Excerpt(FailedAttempts.EXCERPT_BYTES);
    /** rsync names a file when it begins to send it: it counts when the next one is named, or all is well. */
    private Optional<Change> sending = Optional.empty();

    /** The entry that rsync named last. */
    private volatile Optional<FileName> at = Optional.empty();

    private final Set<Message.AboutEntry> held = new LinkedHashSet<>();
    private boolean holding = true;
    private String last = "";
    private String noise = "";
    private boolean explained;
    private boolean mayPass;

    RsyncOutput(Bucket bucket, MessageReader reader, Path destination, StallDetector events, RunParts run) {
        this.bucket = bucket;
        this.reader = reader;
        this.destination = destination;
        this.events = events;
        this.run = run;
    }

    /** Takes a line of its standard output. */
    Optional<Change> out(byte[] line, int length) {
        Optional<Change> read = ChangeLines.parse(line, length).map(this::whole);
        if (read.isPresent()) {
            sent();
            events.heard();
            sending = read;
            at = Optional.of(read.get().name());
            begin(read.get());
        }
        return read;
    }

    /** In a dry run, rsync says of the second name of a new file neither that it is missing nor that it is there. */
    private Change whole(Change change) {
        return change.isLink() && Files.notExists(change.name().under(destination), LinkOption.NOFOLLOW_LINKS)
                ? change.asCreation()
                : change;
    }

    private void begin(Change change) {
        if (change.isTransfer() && change.bytes() >= Entry.LARGE_BYTES) {
            events.accept(new RunEvent.FileStarted(bucket, change, change.name().under(destination)));
        }
    }

    /** Ends the output of a process. */
    void end(boolean complete) {
        if (complete) {
            sent();
        }
        sending = Optional.empty();
    }

    private void sent() {
        sending.ifPresent(change -> events.accept(new RunEvent.EntryChanged(bucket, change, false)));
    }

    /** Takes a line of its standard error. */
    void err(byte[] line, int length) {
        events.heard();
        Message message = reader.read(line, length);
        note(message, line, length);
        if (message instanceof Message.Failed failed) {
            stopIfHopeless(failed.problem());
        }
    }

    private synchronized void note(Message message, byte[] line, int length) {
        excerpt.line(line, length);
        if (message instanceof Message.AboutEntry entry) {
            explained = true;
            mayPass |= entry.problem().cause() == Cause.STORAGE;
            hold(entry);
        } else if (message instanceof Message.Summary summary) {
            last = summary.text();
        } else if (!(message instanceof Message.Noise)) {
            throw new IllegalStateException("unknown kind of message: " + message);
        } else if (last.isEmpty() && length > 0) {
            noise = new String(line, 0, Math.min(length, LONGEST_NOISE), StandardCharsets.ISO_8859_1);
        }
    }

    private void hold(Message.AboutEntry message) {
        if (!holding) {
            report(message);
        } else if (held.add(message) && held.size() == MOST_HELD) {
            report();
        }
    }

    /** Reports what failed: no other attempt follows. */
    synchronized void report() {
        holding = false;
        held.forEach(this::report);
        held.clear();
    }

    private void report(Message.AboutEntry message) {
        events.accept(
                message instanceof Message.Failed failed
                        ? new RunEvent.EntryFailed(withWhatIsLeft(failed))
                        : new RunEvent.EntryVanished(message.problem()));
    }

    /** If the file system forbids to rename and delete, rsync can neither use nor remove what it wrote. */
    private Problem withWhatIsLeft(Message.Failed failed) {
        Problem problem = failed.problem();
        Optional<FileName> left =
                failed.temporary().filter(name -> Files.exists(name.under(destination), LinkOption.NOFOLLOW_LINKS));
        return left.isEmpty()
                ? problem
                : new Problem(
                        problem.name(),
                        problem.reason() + "; its hidden copy "
                                + Names.printable(left.get().last().toBytes())
                                + " stays beside it, perhaps with copies of earlier runs: delete them",
                        problem.cause());
    }

    /** Returns rsync's last words, or an empty text. */
    synchronized String last() {
        return last.isEmpty() ? noise : last;
    }

    /** Returns the entry that rsync was at, as far as it said. */
    Optional<FileName> at() {
        return at;
    }

    /** Whether a line says what could not be done. */
    synchronized boolean isExplained() {
        return explained;
    }

    /** Whether a storage that is there answered with an error that may be temporary. */
    synchronized boolean mayPass() {
        return mayPass;
    }

    /** The beginning and the end of standard error; complete when both streams have ended. */
    Excerpt excerpt() {
        return excerpt;
    }

    /** Stops the run if everything else would fail too. */
    private void stopIfHopeless(Problem problem) {
        if (problem.cause() == Cause.NO_SPACE) {
            FileName name = problem.name();
            String which = name == null || name.isRoot() ? "" : Names.printable(name.toBytes()) + ": ";
            run.stop().request(StopReason.NO_SPACE, which + problem.reason());
        } else if (problem.cause() == Cause.STORAGE) {
            run.guard().lost().ifPresent(lost -> run.stop().request(StopReason.STORAGE_LOST, lost));
        }
    }
}
