package dev.brigade.sync;

import dev.brigade.model.VerifyLevel;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.rsync.Trait;

/** Says in words what phase 2 compares. */
final class Comparison {
    private Comparison() {}

    static String describe(VerifyLevel level, RsyncOptions options, boolean nanoseconds) {
        if (level == VerifyLevel.NONE) {
            return "nothing was compared";
        }
        if (level == VerifyLevel.CHECKSUM || options.has(Trait.CHECKSUM)) {
            return "content and attributes";
        }
        if (options.has(Trait.SIZE_ONLY) || !options.has(Trait.TIMES)) {
            return "size and attributes";
        }
        String accuracy = options.has(Trait.MODIFY_WINDOW)
                ? "within --modify-window"
                : nanoseconds ? "to the nanosecond" : "to the second";
        return "size, time " + accuracy + " and attributes";
    }
}
