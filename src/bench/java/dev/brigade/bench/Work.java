package dev.brigade.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * One measurement.
 *
 * @param name what its table is called
 * @param title its description, for people
 * @param source the tree, made already
 * @param before what the destination has before each run
 * @param place the target of the copies, or the place of a counted tree
 * @param processes rsync processes at a time; 0 if each row has its own number
 * @param entries how many entries the tree has
 * @param peers scripts of {@code src/bench/peers}, brigade's first
 */
record Work(
        String name,
        String title,
        Path source,
        Before before,
        Place place,
        int processes,
        long entries,
        int rounds,
        List<String> peers) {
    /** Returns title, processes and rounds. */
    String titleLine() {
        return title
                + (processes > 0 ? ", p=" + processes : "")
                + (rounds == 0 ? ", counted, not timed" : rounds == 1 ? ", one round" : ", median of " + rounds);
    }

    /** The content of the destination before a run. COUNTED has no destination: the peers print a number. */
    enum Before {
        NOTHING,
        EVERYTHING,
        STALE,
        COUNTED
    }
}
