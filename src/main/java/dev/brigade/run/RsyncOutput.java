package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.model.Change;
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
 * What the rsync of one attempt says. What it did is told at once; what it could not do only when it is known that it
 * is not tried again, unless that is too much to remember. Its two streams are read by two threads.
 */
final class RsyncOutput {
    private static final int MOST_HELD = 10_000;
    /** Bytes of a line that nobody knows. */
    private static final int LONGEST_NOISE = 500;

    private final Bucket bucket;
    private final MessageReader reader;
    private final Path destination;
    private final StallDetector events;
    private final Cancellation stop;
    private final RootGuard guard;
    private final Excerpt excerpt = new Excerpt(FailedAttempts.EXCERPT_BYTES);
    private final Set<Message> held = new LinkedHashSet<>();
    private boolean holding = true;
    private String last = "";
    private String noise = "";
    private boolean explained;
    private boolean mayPass;

    RsyncOutput(
            Bucket bucket,
            MessageReader reader,
            Path destination,
            StallDetector events,
            Cancellation stop,
            RootGuard guard) {
        this.bucket = bucket;
        this.reader = reader;
        this.destination = destination;
        this.events = events;
        this.stop = stop;
        this.guard = guard;
    }

    /** Takes a line of its standard output. */
    Optional<Change> out(byte[] line, int length) {
        Optional<Change> read = ChangeLines.parse(line, length);
        read.ifPresent(change -> events.accept(new RunEvent.EntryChanged(bucket, change)));
        return read;
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
        if (message instanceof Message.Failed failed) {
            explained = true;
            mayPass |= failed.problem().cause() == Cause.STORAGE;
            hold(failed);
        } else if (message instanceof Message.Vanished) {
            explained = true;
            hold(message);
        } else if (message instanceof Message.Summary summary) {
            last = summary.text();
        } else if (last.isEmpty() && length > 0) {
            noise = new String(line, 0, Math.min(length, LONGEST_NOISE), StandardCharsets.ISO_8859_1);
        }
    }

    private void hold(Message message) {
        if (holding) {
            held.add(message);
            if (held.size() == MOST_HELD) {
                tell();
            }
        } else {
            tell(message);
        }
    }

    /** Tells what could not be done: it stays so. */
    synchronized void tell() {
        holding = false;
        held.forEach(this::tell);
        held.clear();
    }

    private void tell(Message message) {
        if (message instanceof Message.Failed failed) {
            events.accept(new RunEvent.EntryFailed(withWhatIsLeft(failed)));
        } else if (message instanceof Message.Vanished vanished) {
            events.accept(new RunEvent.EntryVanished(vanished.problem()));
        }
    }

    /** Where renaming and deleting are forbidden, rsync can neither use nor remove what it wrote. */
    private Problem withWhatIsLeft(Message.Failed failed) {
        Problem problem = failed.problem();
        Optional<FileName> left =
                failed.temporary().filter(name -> Files.exists(name.under(destination), LinkOption.NOFOLLOW_LINKS));
        return left.isEmpty()
                ? problem
                : new Problem(
                        problem.name(),
                        problem.reason() + "; a hidden copy stays beside it, as "
                                + Names.printable(left.get().last().toBytes())
                                + ", and others of former attempts perhaps: delete them",
                        problem.cause());
    }

    /** Why it ended, in its own words, or nothing. */
    synchronized String last() {
        return last.isEmpty() ? noise : last;
    }

    /** Whether a line says what could not be done. */
    synchronized boolean isExplained() {
        return explained;
    }

    /** Whether it met an error of a storage that is there, but may have been away. */
    synchronized boolean mayPass() {
        return mayPass;
    }

    /** The beginning and the end of its standard error; only once its streams have ended. */
    Excerpt excerpt() {
        return excerpt;
    }

    /** What goes on failing for all that is left ends the run. */
    private void stopIfHopeless(Problem problem) {
        if (problem.cause() == Cause.NO_SPACE) {
            FileName name = problem.name();
            String which = name == null || name.isRoot() ? "" : Names.printable(name.toBytes()) + ": ";
            stop.request(StopReason.NO_SPACE, which + problem.reason());
        } else if (problem.cause() == Cause.STORAGE) {
            guard.lost().ifPresent(lost -> stop.request(StopReason.STORAGE_LOST, lost));
        }
    }
}
