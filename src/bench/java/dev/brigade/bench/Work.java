package dev.brigade.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * One thing that is measured.
 *
 * @param name what its table is called
 * @param title what it is about, for people
 * @param source the tree, made already
 * @param before what the destination has before each run
 * @param place where copies go, or where a counted tree is
 * @param processes how many at a time; 0 where each row has its own number
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
    /** What the tree is, how many processes, how often. */
    String titleLine() {
        return title
                + (processes > 0 ? ", p=" + processes : "")
                + (rounds == 0 ? ", counted, not timed" : rounds == 1 ? ", one round" : ", median of " + rounds);
    }

    /** What the destination has before a run; COUNTED has none, the peers print a number instead. */
    enum Before {
        NOTHING,
        EVERYTHING,
        STALE,
        COUNTED
    }
}
