package dev.brigade.preflight;

import dev.brigade.model.RefusedException;
import dev.brigade.rsync.OptionEffect;
import dev.brigade.rsync.RsyncOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds out whether the direct engine copies files as rsync's options say. Pure. */
final class EngineCheck {
    /** It copies modes and times in any case. */
    private static final Set<OptionEffect> NEEDED = EnumSet.of(OptionEffect.PERMS, OptionEffect.TIMES);

    /** What rsync would do to the files that the engine copies itself. */
    private static final Set<OptionEffect> UNKNOWN = EnumSet.of(
            OptionEffect.OTHER_ATTRIBUTES,
            OptionEffect.FAKE_SUPER,
            OptionEffect.SPARSE,
            OptionEffect.SIZE_LIMIT,
            OptionEffect.RSYNC_ALONE);

    private EngineCheck() {}

    /**
     * Checks the options of a run that copies directly.
     *
     * @throws RefusedException if it would copy something else than rsync
     */
    static void check(RsyncOptions options) throws RefusedException {
        Set<OptionEffect> unknown = EnumSet.copyOf(UNKNOWN);
        unknown.retainAll(options.effects());
        List<String> written = options.with(unknown);
        if (!written.isEmpty()) {
            throw RefusedException.usage(
                    "--engine direct does not know rsync's " + written.get(0) + ": leave one of them out");
        }
        if (!options.effects().containsAll(NEEDED)) {
            throw RefusedException.usage("--engine direct always copies modes and times: add -p and -t to --rsync,"
                    + " or leave --engine out");
        }
    }
}
