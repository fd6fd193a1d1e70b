package dev.brigade.run;

import dev.brigade.exec.ChildOutcome;
import dev.brigade.rsync.ExitStatus;
import java.util.stream.Stream;

/**
 * How an rsync ended, or why it did not start.
 *
 * @param reason one line
 */
record RsyncResult(ExitStatus status, String reason) {
    /** There was no process, because it would have had no names. */
    static final RsyncResult NONE = new RsyncResult(ExitStatus.SUCCESS, "");

    static RsyncResult of(ChildOutcome outcome, String lastWords) {
        if (outcome instanceof ChildOutcome.Exited exited) {
            return new RsyncResult(
                    ExitStatus.of(exited.status()),
                    "rsync ended with " + exited.status() + (lastWords.isEmpty() ? "" : ": " + lastWords));
        }
        if (outcome instanceof ChildOutcome.NotStarted not) {
            // Java says why only in words.
            boolean shortage = Stream.of(
                            "temporarily unavailable", "allocate memory", "Too many open files", "native thread")
                    .anyMatch(not.reason()::contains);
            return new RsyncResult(shortage ? ExitStatus.NO_PROCESS : ExitStatus.MISSING, not.reason());
        }
        if (outcome instanceof ChildOutcome.Stuck stuck) {
            return new RsyncResult(ExitStatus.BROKEN, "processes that cannot be ended: " + stuck.pids());
        }
        if (outcome instanceof ChildOutcome.Stopped) {
            return new RsyncResult(ExitStatus.BROKEN, "stopped");
        }
        throw new IllegalStateException("an rsync without a time limit ended with " + outcome);
    }

    boolean isNone() {
        return reason.isEmpty();
    }

    /** Returns the graver of two. */
    RsyncResult and(RsyncResult next) {
        boolean asGrave = next.status() == ExitStatus.SUCCESS
                || (next.status() == ExitStatus.VANISHED && status == ExitStatus.PARTIAL);
        return asGrave && !isNone() ? this : next;
    }
}
