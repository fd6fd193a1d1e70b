package dev.brigade.run;

import java.time.Duration;

/**
 * What was seen of a pass in one stretch of time, usually a quarter of a second.
 *
 * @param processes rsync processes that really ran in it
 * @param time how long it was
 * @param told entries that rsync told of in it, of which some may not be done yet
 * @param entries entries done in it
 * @param bytes bytes of the files done in it
 * @param cpuBusy share of all processors' time that was busy in it, 0 to 1; {@link Double#NaN} where nobody tells
 * @param cpuOwn what of it this process took itself, as for reading what rsync says
 * @param cpuConcerned what of it the pass may be the reason for, by {@link ProcessorShare}
 * @param left what is known and not done yet, in entries' worth
 */
record Sample(
        int processes,
        Duration time,
        long told,
        long entries,
        long bytes,
        double cpuBusy,
        double cpuOwn,
        double cpuConcerned,
        double left) {
    /** How long it was, seconds. */
    double seconds() {
        return time.toNanos() / 1e9;
    }
}
