package dev.brigade.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Orphan processes of a dead run, known by a variable in their environment. */
public final class Orphans {
    private Orphans() {}

    /**
     * Ends every process that has one of these variables: TERM, and KILL after the grace. Finds nothing without
     * {@code /proc}, and no process of another user.
     *
     * @param variables each as {@code NAME=value}, ASCII
     * @param grace how long they may take to end by themselves
     * @return pids of the processes that remain, usually none
     */
    public static Set<Long> end(Set<String> variables, Duration grace) {
        if (variables.isEmpty()) {
            return Set.of();
        }
        Escalation escalation = new Escalation();
        ProcessTable table = escalation.table();
        List<ProcessGroup> groups = table.all().stream()
                .filter(process -> process.pid() != ProcessHandle.current().pid() && has(process.pid(), variables))
                .map(process -> new ProcessGroup(process.pid(), table))
                .toList();
        return groups.isEmpty() ? Set.of() : escalation.stop(() -> groups, grace);
    }

    private static boolean has(long pid, Set<String> variables) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return Arrays.stream(new String(environment, StandardCharsets.ISO_8859_1).split("\0"))
                    .anyMatch(variables::contains);
        } catch (IOException e) {
            return false; // It ended meanwhile, or is another user's.
        }
    }
}
