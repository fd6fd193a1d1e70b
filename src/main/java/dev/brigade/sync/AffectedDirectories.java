package dev.brigade.sync;

import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.util.HashSet;
import java.util.Set;

/** Directories in which something happened, so that they have to be looked at once more. Thread-safe. */
final class AffectedDirectories {
    /** With more than this it is cheaper to look at everything again than to remember which. */
    private static final int MAX = 1_000_000;

    private final Set<FileName> names = new HashSet<>();
    private boolean all;

    synchronized void add(FileName directory) {
        if (names.size() < MAX) {
            names.add(directory);
        } else {
            all = true;
        }
    }

    /** Those in which a problem may lie. */
    void add(Problem problem) {
        FileName name = problem.name();
        if (name == null) {
            addAll();
        } else {
            add(name);
            add(name.parent());
        }
    }

    /** Adds those of another. */
    synchronized void addAll(AffectedDirectories others) {
        all |= others.all;
        others.names.forEach(this::add);
    }

    /** All of them are meant: something happened of which no name is known. */
    synchronized void addAll() {
        all = true;
    }

    synchronized boolean contains(FileName directory) {
        return all || names.contains(directory);
    }

    /** Whether all of them are meant. */
    synchronized boolean isAll() {
        return all;
    }

    synchronized boolean isEmpty() {
        return !all && names.isEmpty();
    }
}
