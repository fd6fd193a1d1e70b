package dev.brigade.exec;

import java.util.Set;

/** How one child ended, or why it did not start. */
public sealed interface ChildOutcome {
    /**
     * The child ended, and its group is empty.
     *
     * @param status exit status, 0 to 255; 128 + n if signal n ended it. 126 and 127 may come from setpriv or setsid,
     *     if the kernel refused the program; standard error then says so.
     */
    record Exited(int status) implements ChildOutcome {}

    /**
     * The child did not start.
     *
     * @param reason one line that begins with the program
     */
    record NotStarted(String reason) implements ChildOutcome {}

    /** The child did not start, because {@link Children#stopAll} was called before. */
    record Stopped() implements ChildOutcome {}

    /** The child reached its time limit and was ended; only of {@link Children#capture}. */
    record TimedOut() implements ChildOutcome {}

    /**
     * Processes of the child survived SIGKILL, as they do in the kernel's state D on a storage that does not answer.
     *
     * @param pids the processes that remain
     */
    record Stuck(Set<Long> pids) implements ChildOutcome {}
}
