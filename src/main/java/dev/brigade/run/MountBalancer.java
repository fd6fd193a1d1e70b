package dev.brigade.run;

import dev.brigade.model.FileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chooses a mount of the destination for each process. Creates in one directory of one mount wait for each other. So
 * processes in one directory get different mounts, as far as there are any, and others the mount with the fewest
 * processes. Thread-safe.
 */
final class MountBalancer {
    private final List<Path> mounts;
    private final List<Turn> turns = new ArrayList<>();

    /** The use of a mount by a process, until it is closed. */
    final class Turn implements AutoCloseable {
        private final Path mount;
        private final Collection<FileName> directories;

        private Turn(Path mount, Collection<FileName> directories) {
            this.mount = mount;
            this.directories = directories;
        }

        /** The destination's path in that mount. */
        Path mount() {
            return mount;
        }

        @Override
        public void close() {
            release(this);
        }
    }

    MountBalancer(List<Path> mounts) {
        this.mounts = mounts;
    }

    /** Takes a mount for a process that works in directories in which others may work too. */
    synchronized Turn take(Collection<FileName> directories) {
        Path mount = Collections.min(
                mounts,
                Comparator.comparingLong((Path it) -> on(it).flatMap(turn -> turn.directories.stream())
                                .filter(directories::contains)
                                .count())
                        .thenComparingLong(it -> on(it).count()));
        Turn turn = new Turn(mount, directories);
        turns.add(turn);
        return turn;
    }

    private Stream<Turn> on(Path mount) {
        return turns.stream().filter(turn -> turn.mount.equals(mount));
    }

    private synchronized void release(Turn turn) {
        turns.remove(turn);
    }
}
