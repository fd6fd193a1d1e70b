package dev.brigade.sync;

import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.util.HashSet;
import java.util.Set;

/** Directories that need another look, because something happened in them. Thread-safe. */
final class AffectedDirectories {
    /** With more, it is cheaper to look at everything again. */
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

    /** Adds the directories in which a problem may lie. */
    void add(Problem problem) {
        FileName name = problem.name();
        if (name == null) {
            addAll();
        } else {
            add(name);
            add(name.parent());
        }
    }

    synchronized void addAll(AffectedDirectories others) {
        all |= others.all;
        others.names.forEach(this::add);
    }

    /** Adds all directories, as something happened to an unknown name. */
    synchronized void addAll() {
        all = true;
    }

    synchronized boolean contains(FileName directory) {
        return all || names.contains(directory);
    }

    synchronized boolean isAll() {
        return all;
    }

    synchronized boolean isEmpty() {
        return !all && names.isEmpty();
    }
}
