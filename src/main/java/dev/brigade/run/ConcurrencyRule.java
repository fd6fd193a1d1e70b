package dev.brigade.run;

import dev.brigade.run.RateReading.Trend;
import java.util.Optional;

/**
 * The rule of {@code -p auto}: how many rsync processes may run at a time, by what other numbers brought. It begins
 * low, climbs while more processes bring more, turns back where they do not, and looks again from time to time. Pure
 * and immutable: it has no clock but the samples'.
 *
 * @param cores processors of this machine, at least 1
 * @param most never more than so many, at least 1
 * @param elapsed seconds of samples so far
 * @param processes how many may run now, from 1 to the most
 * @param started so many were started by the last change and may not be at work yet; -1 when they are
 * @param now what was seen since then
 * @param search what is being tried, and against what
 * @param hold how long a number stays that was found
 * @param grew whether more processes brought more, as far as was tried
 */
record ConcurrencyRule(
        int cores,
        int most,
        double elapsed,
        int processes,
        int started,
        RateReading now,
        Search search,
        Hold hold,
        boolean grew) {
    private static final int FOR_EACH_CORE = 2;

    /** Below this, processors have time for more, and the share they are busy tells how far at once. */
    private static final double IDLE = 0.5;

    /** From here on, more processes could bring a ninth more at best, and the start of each takes processor time. */
    private static final double FULL = 0.9;

    private static final double STEP = 2;
    private static final double SHORT_STEP = 1.5;

    /** The first step, as far as idle processors lead: the only one without an exact rate before it. */
    private static final double LEAP = 32;

    /** Where there is time to try numbers, a leap goes no further. */
    private static final int LEAP_TO = 32;

    /** What is over in so few seconds leaves no time to try numbers: idle processors alone say how far a leap goes. */
    private static final double SHORT_RUN = 30;

    /** The same, where as many as such a leap may have would be done in so few. */
    private static final double SHORT_LEAP = 10;

    /**
     * Processor time in seconds that the start of an rsync takes (0.01 to 0.04 measured), in which nothing is copied.
     */
    private static final double START = 0.03;

    /**
     * So many times what the start of more processes takes, a run must go on: as long as what is left takes, or as it
     * has lasted.
     */
    private static final double PAYBACK = 4;

    /** Seconds after which a rate that is still in doubt is taken as it is. */
    private static final double PATIENCE = 2;

    /** The same where entries take so long that processes have not done two each. */
    private static final double LONG_PATIENCE = 10;

    /** An error of a rate that is small enough to compare others with it. */
    private static final double EXACT = 0.02;

    /** With an error like that, a number is to be tried again before it is kept. */
    private static final double VAGUE = 0.1;

    /** What is going on. */
    enum Aim {
        UP,
        DOWN,
        HOLD
    }

    /** A number of processes and what it brought. */
    record Level(int processes, RateReading reading) {
        static final Level NONE = new Level(0, RateReading.NONE);
    }

    /**
     * What is being tried.
     *
     * @param best what it has to beat; none at the beginning
     */
    record Search(Aim aim, Level best) {}

    /**
     * How long a number stays: twice as long each time that nothing better is found.
     *
     * @param at that number, 0 before one was found
     * @param seconds in all
     * @param gone seconds of them that are over
     * @param full whether the processors were when it was found
     * @param next which way to look then
     */
    record Hold(int at, double seconds, double gone, boolean full, Aim next) {
        private static final double FIRST = 60;
        private static final double LONGEST = 300;
        static final Hold NONE = new Hold(0, FIRST, 0, false, Aim.UP);

        Hold again(int processes, boolean nowFull) {
            double time = processes == at ? Math.min(2 * seconds, LONGEST) : FIRST;
            return new Hold(processes, time, 0, nowFull, next == Aim.UP ? Aim.DOWN : Aim.UP);
        }

        Hold after(double time) {
            return new Hold(at, seconds, gone + time, full, next);
        }
    }

    /**
     * Begins with two processes a core.
     *
     * @param cores processors of this machine, at least 1
     * @param most never more than so many, at least 1
     */
    static ConcurrencyRule begin(int cores, int most) {
        int first = Math.min(most, cores * FOR_EACH_CORE);
        Search search = new Search(Aim.UP, Level.NONE);
        return new ConcurrencyRule(cores, most, 0, first, 0, RateReading.NONE, search, Hold.NONE, true);
    }

    /** Whether a number was found, and is only examined again from time to time. */
    boolean isSettled() {
        return search.aim == Aim.HOLD;
    }

    /** Whether about as many ran as may; else, as at the end of a pass, a sample says nothing. */
    boolean isTypical(Sample sample) {
        int tolerance = processes / 8; // some are always between two buckets
        return Math.abs(sample.processes() - processes) <= tolerance;
    }

    /** What is to be done after a sample. */
    ConcurrencyRule after(Sample sample) {
        if (!isTypical(sample)) {
            return this;
        }
        double past = elapsed + sample.seconds();
        return new ConcurrencyRule(cores, most, past, processes, started, now, search, hold, grew).learned(sample);
    }

    private ConcurrencyRule learned(Sample sample) {
        RateReading read = now.plus(sample);
        if (isSettled()) {
            return held(read, read.seconds() - now.seconds());
        }
        // As long as no rate is known; and once more soon after, as what starts beside may keep processors busy at
        // first.
        boolean soon = started >= 0 && search.best.reading.samples() == 0 && elapsed <= PATIENCE;
        boolean blind = search.best.processes == 0 || soon;
        if (blind && sample.cpuConcerned() < IDLE && sample.told() >= processes) {
            Optional<ConcurrencyRule> leapt = leap(sample);
            if (leapt.isPresent()) {
                return leapt.get();
            }
        }
        if (started >= 0) {
            // Starting fills the processors: where they are not full, it is over.
            boolean startedAll = sample.cpuBusy() < FULL || read.seconds() >= startTime();
            boolean atWork = startedAll && read.entries() >= processes;
            return atWork || read.seconds() >= LONG_PATIENCE ? with(-1, RateReading.NONE) : with(started, read);
        }
        if (search.best.processes == 0) {
            return first(read);
        }
        return search.best.reading.samples() == 0 ? landed(read) : judged(read);
    }

    /**
     * What rsync tells is ahead of what is done: how fast the first number was is not known, and not worth waiting for.
     * What this process takes itself does not grow with the number: it is mostly its own start.
     */
    private Optional<ConcurrencyRule> leap(Sample sample) {
        double remaining = sample.left() * sample.seconds() / sample.told();
        boolean isShort = remaining < SHORT_RUN || remaining * processes / LEAP_TO < SHORT_LEAP;
        int limit = isShort ? most : Math.min(most, LEAP_TO);
        double starting = now.samples() == 0 ? startTime() / sample.seconds() : 0;
        double busy = Math.max(FULL / LEAP, sample.cpuConcerned() - Math.max(sample.cpuOwn(), starting));
        return more(new Level(processes, RateReading.NONE), FULL / busy, limit, remaining);
    }

    /** How long it keeps all processors busy to start those that may not be at work yet, seconds. */
    private double startTime() {
        return Math.max(0, started) * START / cores;
    }

    /** After a leap it is first tried whether fewer do as much, if there is time for it. */
    private ConcurrencyRule landed(RateReading read) {
        if (read.error() > VAGUE && !isLast(read)) {
            return with(-1, read);
        }
        Level here = new Level(processes, read);
        boolean doubtful = !(read.busy() >= FULL) && read.remaining() >= SHORT_RUN;
        return doubtful ? down(here, read) : up(here);
    }

    /** The first number has nothing to be compared with. */
    private ConcurrencyRule first(RateReading read) {
        return read.error() <= EXACT || isLast(read) ? up(new Level(processes, read)) : with(-1, read);
    }

    private ConcurrencyRule judged(RateReading read) {
        Trend trend = read.since(search.best.reading, isLast(read));
        boolean lucky = trend == Trend.GREW && read.error() > VAGUE && !isLast(read); // not one to beat yet
        if (trend == Trend.UNKNOWN || lucky) {
            return with(-1, read);
        }
        if (trend == Trend.GREW) {
            Level here = new Level(processes, read);
            return search.aim == Aim.UP ? up(here) : down(here, read).grown(false);
        }
        Level best = search.best;
        if (processes > best.processes) {
            int between = (int) (processes / STEP);
            if (between <= best.processes && best.reading.error() > VAGUE) {
                return tried(best.processes, new Search(Aim.DOWN, new Level(processes, read)))
                        .grown(false);
            }
            // Where processors are full, fewer than the best would not bring more either.
            boolean lower = trend == Trend.FELL && !(read.busy() >= IDLE);
            return between > best.processes || lower
                    ? down(best, read).grown(false)
                    : settled(best.processes, read, false);
        }
        return grew ? up(best) : settled(best.processes, read, false);
    }

    /** Takes this for the best so far and tries more, unless that cannot help. */
    private ConcurrencyRule up(Level best) {
        RateReading read = best.reading;
        if (best.processes == most || read.busy() >= FULL) {
            return settled(best.processes, read, true);
        }
        // As if what keeps processors busy grew with the number, and as many again, because processes wait by chance.
        double reach = Double.isNaN(read.busy()) ? STEP : Math.min(STEP, STEP * FULL / read.busy());
        return more(best, Math.max(SHORT_STEP, reach), most, read.remaining())
                .orElseGet(() -> best.processes == processes ? with(-1, read) : settled(best.processes, read, true));
    }

    /** So many times as many, unless what they cost at their start would not come in again. */
    private Optional<ConcurrencyRule> more(Level here, double step, int limit, double remaining) {
        double paid = here.processes + Math.max(elapsed, remaining) * cores / (PAYBACK * START);
        int more = (int) Math.min(Math.ceil(step * here.processes), Math.min(paid, limit));
        return more > here.processes && more >= Math.min(limit, SHORT_STEP * here.processes)
                ? Optional.of(tried(more, new Search(Aim.UP, here)))
                : Optional.empty();
    }

    /** Tries half as many; what is the best so far need not be tried again. */
    private ConcurrencyRule down(Level best, RateReading read) {
        int half = (int) (processes / STEP);
        int fewer = processes > best.processes && half <= best.processes ? (int) (best.processes / STEP) : half;
        return fewer > 0 ? tried(fewer, new Search(Aim.DOWN, best)) : settled(best.processes, read, grew);
    }

    /**
     * Goes on, unless its time is over, or processors wait that were full when the number was found: the data are of
     * another kind now.
     */
    private ConcurrencyRule held(RateReading read, double seconds) {
        Hold on = hold.after(seconds);
        if (read.seconds() < PATIENCE || read.entries() == 0) {
            return new ConcurrencyRule(cores, most, elapsed, processes, -1, read, search, on, grew);
        }
        if (hold.full && read.busy() < IDLE) {
            return new ConcurrencyRule(
                    cores, most, elapsed, processes, -1, read, new Search(Aim.UP, Level.NONE), Hold.NONE, true);
        }
        if (on.gone < on.seconds || most == 1) {
            return new ConcurrencyRule(cores, most, elapsed, processes, -1, RateReading.NONE, search, on, grew);
        }
        boolean upwards = processes < most && (hold.next == Aim.UP || processes == 1);
        Level here = new Level(processes, read);
        return upwards ? tried(Math.min(most, (int) (STEP * processes)), new Search(Aim.UP, here)) : down(here, read);
    }

    private ConcurrencyRule with(int nowStarted, RateReading read) {
        return new ConcurrencyRule(cores, most, elapsed, processes, nowStarted, read, search, hold, grew);
    }

    private ConcurrencyRule grown(boolean nowGrew) {
        return new ConcurrencyRule(cores, most, elapsed, processes, started, now, search, hold, nowGrew);
    }

    private ConcurrencyRule tried(int number, Search next) {
        return new ConcurrencyRule(
                cores, most, elapsed, number, Math.max(0, number - processes), RateReading.NONE, next, hold, grew);
    }

    private ConcurrencyRule settled(int number, RateReading read, boolean nowGrew) {
        Hold next = hold.again(number, read.busy() >= FULL);
        return new ConcurrencyRule(
                cores, most, elapsed, number, -1, RateReading.NONE, new Search(Aim.HOLD, Level.NONE), next, nowGrew);
    }

    private boolean isLast(RateReading read) {
        return read.entries() > 0
                && (read.seconds() >= LONG_PATIENCE || read.seconds() >= PATIENCE && read.entries() >= 2L * processes);
    }
}
