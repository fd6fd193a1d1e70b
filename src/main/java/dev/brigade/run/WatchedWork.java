package dev.brigade.run;

import dev.brigade.exec.Children;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Something that ought to move. All is asked by the thread of the watch.
 *
 * @param busy whether there is anything that could move
 * @param moved a number that is another one when something moved without an event
 * @param children the processes of which it may consist
 */
public record WatchedWork(BooleanSupplier busy, LongSupplier moved, Children children) {
    /** Processes, or what a thread does beside them: they move where they use the CPU. */
    public static WatchedWork processes(BooleanSupplier busy, Children children) {
        return new WatchedWork(busy, children::cpuNanos, children);
    }

    /** What waits for a storage, in words. */
    String waiting() {
        SortedSet<Long> pids = children.pids();
        return pids.isEmpty() ? "brigade itself waits for it" : "rsync processes that wait for it: " + pids.size();
    }

    /** The same with the processes' numbers. */
    String waitingPids() {
        SortedSet<Long> pids = children.pids();
        return pids.isEmpty()
                ? waiting()
                : waiting() + ", pids " + pids.toString().replaceAll("[\\[\\]]", "");
    }
}
