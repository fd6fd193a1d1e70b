package dev.brigade.exec;

import dev.brigade.exec.ProcessGroup.Action;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends process groups: waits, sends TERM, then KILL, and gives up in bounded time, because a process in the kernel's
 * state D ends when its storage answers, if ever. Thread-safe.
 *
 * @param linger time for the rest of a group after its leader ended; rsync's receiver needs about two seconds
 *     (measured)
 * @param terminate time between TERM and KILL for a single child
 * @param kill time for killed processes to disappear
 */
record Escalation(ProcessTable table, Duration linger, Duration terminate, Duration kill) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** With the usual times, for the processes of this machine. */
    Escalation() {
        this(new SystemProcessTable(), Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    /** Waits for the rest of a group whose leader ended, then stops it. Returns the pids that remain. */
    Set<Long> drain(ProcessGroup group, Duration limit) throws InterruptedException {
        Supplier<List<ProcessGroup>> one = () -> List.of(group);
        return await(one, limit, Action.LOOK).isEmpty() ? Set.of() : stop(one, terminate);
    }

    /** Returns the pids of the group's living members. */
    Set<Long> remaining(ProcessGroup group) {
        return act(List.of(group), Action.LOOK);
    }

    /**
     * Sends TERM, waits, and sends KILL; an interrupt does not shorten it. It asks for the groups again and again,
     * because more may come. Returns the pids that remain.
     */
    Set<Long> stop(Supplier<? extends Collection<ProcessGroup>> groups, Duration grace) {
        boolean interrupted = false;
        Action action = Action.TERMINATE;
        while (true) {
            try {
                Set<Long> remaining = await(groups, action == Action.TERMINATE ? grace : kill, action);
                if (remaining.isEmpty() || action == Action.KILL) {
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return remaining;
                }
                action = Action.KILL;
            } catch (InterruptedException e) {
                interrupted = true; // begins the same step again, with the flag cleared
            }
        }
    }

    /** Acts on all members until none is left or the time is over. Returns the pids that remain. */
    private Set<Long> await(Supplier<? extends Collection<ProcessGroup>> groups, Duration limit, Action action)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        while (true) {
            Set<Long> living = act(groups.get(), action);
            if (living.isEmpty()) {
                // A look at all processes takes time: one may start another meanwhile and end.
                living = act(groups.get(), action);
                if (living.isEmpty()) {
                    return Set.of();
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return living;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, pause));
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
    }

    private Set<Long> act(Collection<ProcessGroup> groups, Action action) {
        Set<Long> living = new TreeSet<>();
        if (!groups.isEmpty()) {
            List<ProcStat> processes = table.all();
            groups.forEach(group -> living.addAll(group.act(action, processes, table)));
        }
        return living;
    }
}
