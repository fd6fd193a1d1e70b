package dev.brigade.run;

import dev.brigade.model.FileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses a mount of the destination for each process. Creates in one directory of one mount wait for each other. So
 * processes in one directory get different mounts, as far as there are any, and others the mount with the fewest
 * processes. Thread-safe.
 */
final class MountBalancer {
    private static final class Use {
        private final Path mount;
        private final Map<FileName, Integer> busy = new HashMap<>();
        private int processes;

        Use(Path mount) {
            this.mount = mount;
        }

        /** Returns the number of processes in some directories; a process counts in each directory. */
        int processesIn(Collection<FileName> directories) {
            return directories.stream()
                    .mapToInt(directory -> busy.getOrDefault(directory, 0))
                    .sum();
        }
    }

    /** The use of a mount by a process, until it is closed. */
    final class Turn implements AutoCloseable {
        private final Use use;
        private final Collection<FileName> directories;

        private Turn(Use use, Collection<FileName> directories) {
            this.use = use;
            this.directories = directories;
        }

        /** The destination's path in that mount. */
        Path mount() {
            return use.mount;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    private final List<Use> uses = new ArrayList<>();

    MountBalancer(List<Path> mounts) {
        mounts.forEach(mount -> uses.add(new Use(mount)));
    }

    /** Takes a mount for a process that works in directories in which others may work too. */
    synchronized Turn take(Collection<FileName> directories) {
        Use use = Collections.min(
                uses,
                Comparator.comparingInt((Use it) -> it.processesIn(directories)).thenComparingInt(it -> it.processes));
        use.processes++;
        directories.forEach(directory -> use.busy.merge(directory, 1, Integer::sum));
        return new Turn(use, directories);
    }

    private synchronized void release(Turn turn) {
        turn.use.processes--;
        turn.directories.forEach(directory ->
                turn.use.busy.computeIfPresent(directory, (name, number) -> number == 1 ? null : number - 1));
    }
}
