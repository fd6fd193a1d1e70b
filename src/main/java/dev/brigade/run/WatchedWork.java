package dev.brigade.run;

import dev.brigade.exec.Children;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Work that should make progress. The watching thread asks.
 *
 * @param busy whether there is any work now
 * @param moved a counter that changes on progress without an event
 * @param children the processes that may do the work
 */
public record WatchedWork(BooleanSupplier busy, LongSupplier moved, Children children) {
    /** Returns the work of processes: they make progress if they use the CPU. */
    public static WatchedWork processes(BooleanSupplier busy, Children children) {
        return new WatchedWork(busy, children::cpuNanos, children);
    }

    /** Returns what waits for a storage, for people. */
    String waiting() {
        SortedSet<Long> pids = children.pids();
        return pids.isEmpty() ? "brigade itself waits for it" : "rsync processes that wait for it: " + pids.size();
    }

    String waitingPids() {
        SortedSet<Long> pids = children.pids();
        return pids.isEmpty()
                ? waiting()
                : waiting() + ", pids " + pids.toString().replaceAll("[\\[\\]]", "");
    }
}
