package dev.brigade.sync;

import dev.brigade.model.VerifyLevel;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.rsync.RsyncOptions;

/** Describes what phase 2 compares. */
final class Comparison {
    static final String NOTHING = "nothing was compared";

    private Comparison() {}

    static String describe(VerifyLevel level, RsyncOptions options, boolean nanoseconds) {
        if (level == VerifyLevel.NONE) {
            return NOTHING;
        }
        if (level == VerifyLevel.CHECKSUM || options.has(OptionEffect.CHECKSUM)) {
            return "content and attributes";
        }
        if (options.has(OptionEffect.SIZE_ONLY) || !options.has(OptionEffect.TIMES)) {
            return "size and attributes";
        }
        String accuracy = options.has(OptionEffect.MODIFY_WINDOW)
                ? "within --modify-window"
                : nanoseconds ? "to the nanosecond" : "to the second";
        return "size, time " + accuracy + " and attributes";
    }
}
