package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.model.StopReason;
import dev.brigade.plan.Bucket;
import dev.brigade.rsync.ChangeLines;
import dev.brigade.rsync.Message;
import dev.brigade.rsync.MessageReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the rsync of one attempt says. What it did is told at once; what it could not do only when it is known that it
 * is not tried again, unless that is too much to remember. Its two streams are read by two threads.
 */
final class RsyncOutput {
    /** What a lost storage answers; a bad disk or a deleted directory may answer so too. */
    private static final List<String> LOST =
            List.of("Stale file handle (116)", "Input/output error (5)", "Connection timed out (110)");

    private static final int MOST_HELD = 10_000;

    private final Bucket bucket;
    private final MessageReader reader;
    private final StallDetector events;
    private final Cancellation stop;
    private final RootGuard guard;
    private final Excerpt excerpt = new Excerpt(FailedAttempts.EXCERPT_BYTES);
    private final Set<RunEvent> held = new LinkedHashSet<>();
    private boolean holding = true;
    private String last = "";
    private boolean explained;
    private boolean mayPass;

    RsyncOutput(Bucket bucket, MessageReader reader, StallDetector events, Cancellation stop, RootGuard guard) {
        this.bucket = bucket;
        this.reader = reader;
        this.events = events;
        this.stop = stop;
        this.guard = guard;
    }

    /** Takes a line of its standard output. */
    void out(byte[] line, int length) {
        ChangeLines.parse(line, length).ifPresent(change -> events.accept(new RunEvent.EntryChanged(bucket, change)));
    }

    /** Takes a line of its standard error. */
    void err(byte[] line, int length) {
        events.heard();
        Message message = reader.read(line, length);
        note(message, line, length);
        if (message instanceof Message.Failed failed) {
            stopIfHopeless(failed.problem().reason());
        }
    }

    private synchronized void note(Message message, byte[] line, int length) {
        excerpt.line(line, length);
        if (message instanceof Message.Failed failed) {
            explained = true;
            mayPass |= isLost(failed.problem().reason());
            hold(new RunEvent.EntryFailed(failed.problem()));
        } else if (message instanceof Message.Vanished vanished) {
            explained = true;
            hold(new RunEvent.EntryVanished(vanished.problem()));
        } else if (message instanceof Message.Summary summary) {
            last = summary.text();
        }
    }

    private void hold(RunEvent event) {
        if (holding) {
            held.add(event);
            if (held.size() == MOST_HELD) {
                tell();
            }
        } else {
            events.accept(event);
        }
    }

    /** Tells what could not be done: it stays so. */
    synchronized void tell() {
        holding = false;
        held.forEach(events);
        held.clear();
    }

    /** Why it ended, in its own words, or nothing. */
    synchronized String last() {
        return last;
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
    private void stopIfHopeless(String reason) {
        if (reason.endsWith("No space left on device (28)") || reason.endsWith("Disk quota exceeded (122)")) {
            stop.request(StopReason.NO_SPACE, reason);
        } else if (isLost(reason)) {
            guard.lost().ifPresent(lost -> stop.request(StopReason.STORAGE_LOST, lost));
        }
    }

    private static boolean isLost(String reason) {
        return LOST.stream().anyMatch(reason::endsWith);
    }
}
