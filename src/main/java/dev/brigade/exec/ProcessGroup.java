package dev.brigade.exec;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A child and all that it started: its process group, its session, and their descendants. If children have no group of
 * their own, descendants are found while their parents live, and remembered. Thread-safe.
 */
final class ProcessGroup {
    private final long leader;
    private final Set<ProcStat.Identity> known = new HashSet<>();
    private final Set<ProcStat.Identity> terminated = new HashSet<>();

    /** The group of a process that has just been started. */
    ProcessGroup(long leader, ProcessTable table) {
        this.leader = leader;
        table.find(leader).map(ProcStat::identity).ifPresent(known::add);
    }

    /** What happens to each living member: nothing, TERM once, or KILL as often as it is found alive. */
    enum Action {
        LOOK,
        TERMINATE,
        KILL
    }

    /** Acts on all members among these processes. Returns the pids of the living ones. */
    synchronized Set<Long> act(Action action, List<ProcStat> processes, ProcessTable table) {
        Set<Long> pids = new TreeSet<>();
        // The leader first, then parents: otherwise a parent may take the end of its children for success.
        List<ProcStat> members = select(leader, known, processes).stream()
                .sorted(Comparator.comparing((ProcStat member) -> member.pid() != leader)
                        .thenComparing(ProcStat::startTime))
                .toList();
        for (ProcStat member : members) {
            pids.add(member.pid());
            known.add(member.identity());
            if (action == Action.KILL) {
                table.kill(member.pid());
            } else if (action == Action.TERMINATE && terminated.add(member.identity())) {
                table.terminate(member.pid());
            }
        }
        return pids;
    }

    /** Returns the processes of a leader's group, given its known members. */
    static Set<ProcStat> select(long leader, Set<ProcStat.Identity> known, List<ProcStat> processes) {
        // The kernel gives the leader's number to another process only when its group and session are empty.
        boolean numberReused =
                processes.stream().anyMatch(process -> process.pid() == leader && !known.contains(process.identity()));
        Set<ProcStat> members = new HashSet<>();
        Set<Long> pids = new HashSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ProcStat process : processes) {
                boolean member = known.contains(process.identity())
                        || (!numberReused && (process.group() == leader || process.session() == leader))
                        || pids.contains(process.parent());
                if (member && process.isAlive() && members.add(process)) {
                    pids.add(process.pid());
                    grown = true;
                }
            }
        }
        return members;
    }
}
