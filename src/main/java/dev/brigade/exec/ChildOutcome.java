package dev.brigade.exec;

import java.time.Duration;
import java.util.Set;

/** How one child ended, or why there was none. */
public sealed interface ChildOutcome {
    /**
     * The child ended, and nothing it started is left in its group.
     *
     * @param status its exit status, 0 to 255; 128 + n where signal n ended it. 126 and 127 may also come from the
     *     programs that isolate the child, when the kernel refused the program itself; standard error then says so.
     */
    record Exited(int status) implements ChildOutcome {}

    /**
     * There was no child.
     *
     * @param reason one line that names the program and says why
     */
    record NotStarted(String reason) implements ChildOutcome {}

    /** There was no child, because {@link Children#stopAll} had been called before it could start. */
    record Stopped() implements ChildOutcome {}

    /**
     * The child was still running at its time limit and was ended; only of {@link Children#capture}.
     *
     * @param limit the time it had
     */
    record TimedOut(Duration limit) implements ChildOutcome {}

    /**
     * Processes of the child outlived SIGKILL, as they do in the kernel's state D on a storage that does not answer.
     *
     * @param pids the processes that remain
     */
    record Stuck(Set<Long> pids) implements ChildOutcome {
        /** Copies the set. */
        public Stuck {
            pids = Set.copyOf(pids);
        }
    }
}
