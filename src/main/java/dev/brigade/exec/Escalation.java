package dev.brigade.exec;

import dev.brigade.exec.ProcessGroup.Action;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Ends process groups: waits, asks, kills, and gives up in bounded time. Thread-safe. */
record Escalation(ProcessTable table, ExitTimeouts patience) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** Waits for what is left of a group whose leader ended, then stops it. Gives the pids that remain. */
    Set<Long> drain(ProcessGroup group, Duration linger) throws InterruptedException {
        Supplier<List<ProcessGroup>> one = () -> List.of(group);
        return await(one, linger, Action.LOOK).isEmpty() ? Set.of() : stop(one, patience.terminate());
    }

    /** Pids of the group's living members. */
    Set<Long> remaining(ProcessGroup group) {
        return act(List.of(group), Action.LOOK);
    }

    /**
     * TERM, grace, KILL; no interrupt shortens it. The groups are asked for again and again, since more may come. Gives
     * the pids that remain.
     */
    Set<Long> stop(Supplier<? extends Collection<ProcessGroup>> groups, Duration grace) {
        boolean interrupted = false;
        Action action = Action.TERMINATE;
        while (true) {
            try {
                Duration limit = action == Action.TERMINATE ? grace : patience.kill();
                Set<Long> remaining = await(groups, limit, action);
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

    /** Acts on all members until none is left or the time is over. Gives the pids that remain. */
    private Set<Long> await(Supplier<? extends Collection<ProcessGroup>> groups, Duration limit, Action action)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        while (true) {
            Set<Long> living = act(groups.get(), action);
            if (living.isEmpty()) {
                // Again, as a look at all processes is not a moment: one may end in it after starting another.
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
