package dev.brigade.exec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Processes that are only said to be there, and signals that are only noted. */
final class FakeProcessTable implements ProcessTable {
    final List<String> signals = Collections.synchronizedList(new ArrayList<>());
    /** What the next looks see, before the usual is seen again. */
    final Deque<List<ProcStat>> next = new ArrayDeque<>();

    private final List<ProcStat> processes;

    FakeProcessTable(ProcStat... processes) {
        this.processes = List.of(processes);
    }

    @Override
    public List<ProcStat> all() {
        return next.isEmpty() ? processes : next.remove();
    }

    @Override
    public Optional<ProcStat> find(long pid) {
        return processes.stream().filter(process -> process.pid() == pid).findFirst();
    }

    @Override
    public long usedNanos(long pid) {
        return 0;
    }

    @Override
    public void terminate(long pid) {
        signals.add("TERM " + pid);
    }

    @Override
    public void kill(long pid) {
        signals.add("KILL " + pid);
    }
}
