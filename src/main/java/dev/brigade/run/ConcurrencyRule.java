package dev.brigade.run;

/**
 * The rule of {@code -p auto}: how many rsync processes may run at a time.
 *
 * <ol>
 *   <li>Start with two processes a core.
 *   <li>If processors idle, leap to as many processes as would fill them, at most 64: behind a latency, doubling from 4
 *       to 64 would take most of a short run.
 *   <li>Double the number while finished work per second grows by a tenth. If it does not grow, try half as many, as
 *       long as they do as much; keep the best.
 *   <li>If processors are full, stay.
 *   <li>Look again after three minutes. Start over if processors are no longer full.
 * </ol>
 *
 * Pure and immutable: its only clock is the samples' time.
 *
 * @param most never more processes than this, at least 1
 * @param processes how many may run now, 1 to {@code most}
 * @param aim what is being tried
 * @param atWork whether those that were started last are at work
 * @param seen what was seen of this number
 * @param best the number of processes to compare with
 * @param held seconds since a number was found
 * @param grew whether more processes did more, as far as was tried
 */
record ConcurrencyRule(
        int most, int processes, Aim aim, boolean atWork, Sample seen, Level best, double held, boolean grew) {
    private static final int FOR_EACH_CORE = 2;
    private static final int LEAP_TO = 64;
    private static final double STEP = 2;
    private static final double IDLE = 0.5;
    private static final double FULL = 0.9;
    /** Below this, processors that were full no longer are. */
    private static final double EASED = 0.75;
    /** No step goes beyond so many times what would fill the processors. */
    private static final double OVERFILL = 1.3;

    private static final double GROWTH = 1.1;
    private static final double AS_MUCH = 0.95;
    /** Full processors may only be starting rsync: it takes 0.01 to 0.04 s of one, so many seconds for each on two. */
    private static final double START = 1 / 64.0;
    /** Seconds, and entries of each process, that make a rate worth comparing; or else so many seconds in all. */
    private static final double ENOUGH = 0.5;

    private static final long ENTRIES = 2;
    private static final double PATIENCE = 10;
    /** Another number brings nothing if the rest takes less than so many seconds. */
    private static final double NEARLY_OVER = 4;

    private static final double PAUSE = 180;

    enum Aim {
        MORE,
        FEWER,
        HOLD
    }

    /** A number of processes and its samples. */
    record Level(int processes, Sample seen) {
        static final Level UNKNOWN = new Level(0, Sample.NONE);
    }

    /** Begins with two processes a core. */
    static ConcurrencyRule begin(int cores, int most) {
        return begin(most, Math.min(most, FOR_EACH_CORE * cores), false);
    }

    private static ConcurrencyRule begin(int most, int processes, boolean atWork) {
        return new ConcurrencyRule(most, processes, Aim.MORE, atWork, Sample.NONE, Level.UNKNOWN, 0, true);
    }

    /** Whether a number was found, and is only examined from time to time. */
    boolean isSettled() {
        return aim == Aim.HOLD;
    }

    /** Whether about as many ran as may; other samples, as at the end of a pass, say nothing. */
    boolean isTypical(Sample sample) {
        return Math.abs(sample.running() - processes) <= processes / 8; // some are always between two buckets
    }

    /** Returns the rule after a sample. */
    ConcurrencyRule after(Sample sample) {
        if (!isTypical(sample) || sample.seconds() <= 0) {
            return this;
        }
        ConcurrencyRule next = with(atWork, seen.plus(sample), held + sample.seconds());
        return aim == Aim.HOLD ? next.stayed() : next.tried(sample);
    }

    private ConcurrencyRule tried(Sample sample) {
        if (best.processes == 0 && mayLeap(sample)) {
            double step = Math.min(LEAP_TO, Math.max(STEP, OVERFILL / sample.busy()));
            return attempt(Math.min(LEAP_TO, step * processes), Aim.MORE, Level.UNKNOWN, true);
        }
        if (!atWork) {
            boolean started = sample.busy() < FULL || !(seen.seconds() < START * processes);
            return started && seen.told() >= processes ? with(true, Sample.NONE, held) : this;
        }
        if (!isEnough()) {
            return this;
        }
        Level here = new Level(processes, seen);
        double gain = seen.rate() / best.seen.rate(); // infinite if nothing is known
        if (aim == Aim.MORE) {
            return gain >= GROWTH ? more(here) : fewer(best, false);
        }
        return gain >= AS_MUCH ? fewer(here, false) : settled(best, grew);
    }

    private boolean mayLeap(Sample sample) {
        return sample.busy() < IDLE && sample.told() >= processes && processes < Math.min(most, LEAP_TO);
    }

    private boolean isEnough() {
        double time = aim == Aim.MORE ? ENOUGH : 2 * ENOUGH;
        return seen.seconds() >= time && seen.entries() >= ENTRIES * processes
                || seen.seconds() >= PATIENCE && seen.entries() >= 1;
    }

    private ConcurrencyRule more(Level found) {
        double busy = found.seen.busy();
        if (busy >= FULL) {
            return settled(found, true);
        }
        double step = busy * STEP > OVERFILL ? OVERFILL / busy : STEP;
        return processes == most ? fewer(found, true) : attempt(step * processes, Aim.MORE, found, true);
    }

    private ConcurrencyRule fewer(Level found, boolean nowGrew) {
        return found.processes == 1
                ? settled(found, nowGrew)
                : attempt(found.processes / STEP, Aim.FEWER, found, nowGrew);
    }

    private ConcurrencyRule stayed() {
        if (!isEnough()) {
            return this;
        }
        if (best.seen.busy() >= FULL && seen.busy() < EASED) {
            return begin(most, processes, true);
        }
        return held < PAUSE ? with(true, Sample.NONE, held) : more(new Level(processes, seen));
    }

    private ConcurrencyRule attempt(double number, Aim next, Level found, boolean nowGrew) {
        if (found.seen.left() < NEARLY_OVER * found.seen.rate()) {
            return settled(found, nowGrew);
        }
        int tried = (int) Math.min(most, number);
        return new ConcurrencyRule(most, tried, next, tried < processes, Sample.NONE, found, 0, nowGrew);
    }

    private ConcurrencyRule settled(Level found, boolean nowGrew) {
        return new ConcurrencyRule(most, found.processes, Aim.HOLD, true, Sample.NONE, found, 0, nowGrew);
    }

    private ConcurrencyRule with(boolean nowAtWork, Sample nowSeen, double nowHeld) {
        return new ConcurrencyRule(most, processes, aim, nowAtWork, nowSeen, best, nowHeld, grew);
    }
}
