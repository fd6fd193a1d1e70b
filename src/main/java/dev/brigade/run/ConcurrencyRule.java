package dev.brigade.run;

import java.util.List;
import java.util.OptionalInt;

/**
 * The rule of {@code -p auto}: how many rsync processes may run at a time.
 *
 * <ol>
 *   <li>Start with two processes a core. While they use less than 20 % of the processors' time, double as soon as all
 *       are at work: a short run has no time to measure.
 *   <li>Double while throughput grows by a tenth. Then halve while fewer do as much. Keep the best number.
 *   <li>After three minutes look again: double, and so on.
 * </ol>
 *
 * The throughput of a number is the mean speed of its buckets, times the number. Only buckets that began after the last
 * change count, at least one for each process and eight in all. Pure and immutable; its only clock is the samples'
 * time.
 *
 * @param most never more processes than this, at least 1
 * @param processes how many may run now, 1 to {@code most}
 * @param aim what is being tried
 * @param seen what this number of processes did
 * @param best the best number until now; unknown during {@link Aim#START}
 */
record ConcurrencyRule(int most, int processes, Aim aim, Seen seen, Best best) {
    private static final int FOR_EACH_CORE = 2;
    /** What serves rsync, such as a FUSE file system, may use the rest: 2.5 times as much was measured. */
    private static final double BUSY = 0.2;

    private static final double GROWTH = 1.1;
    private static final double AS_MUCH = 0.95;
    private static final int LEAST_BUCKETS = 8;
    private static final double LEAST_SECONDS = 5;
    private static final double PAUSE_SECONDS = 180;

    enum Aim {
        START,
        MORE,
        FEWER,
        HOLD,
        /** The user chose the number. */
        FIXED
    }

    /** The best number, and the highest throughput of any number, cost a second. */
    record Best(int processes, double rate) {
        static final Best UNKNOWN = new Best(0, 0);
    }

    /** A bucket that ended: its time and its cost ({@link dev.brigade.plan.Bucket#cost}). */
    record Done(double seconds, double cost) {}

    /**
     * Measurements of some time, usually a quarter of a second.
     *
     * @param running rsync processes that ran
     * @param told entries that rsync printed, which is before it writes them, or that were in buckets that ended
     * @param busy share of the processors' time that rsync processes used, 0 to 1
     * @param done buckets that ended
     */
    record Sample(int running, double seconds, long told, double busy, List<Done> done) {}

    /** The sum of the samples of a number of processes, and of the buckets that began and ended meanwhile. */
    record Seen(double seconds, long told, int buckets, double bucketSeconds, double cost) {
        static final Seen NOTHING = new Seen(0, 0, 0, 0, 0);

        Seen plus(Sample sample) {
            double time = seconds + sample.seconds;
            List<Done> counted =
                    sample.done.stream().filter(it -> it.seconds <= time).toList();
            return new Seen(
                    time,
                    told + sample.told,
                    buckets + counted.size(),
                    bucketSeconds + counted.stream().mapToDouble(Done::seconds).sum(),
                    cost + counted.stream().mapToDouble(Done::cost).sum());
        }
    }

    /** Begins with the number that the user chose, if there is one. */
    static ConcurrencyRule of(OptionalInt chosen, int cores, int most) {
        return chosen.isPresent() ? fixed(chosen.getAsInt()) : begin(cores, most);
    }

    /** Begins with two processes a core. */
    static ConcurrencyRule begin(int cores, int most) {
        int processes = Math.min(most, FOR_EACH_CORE * cores);
        return new ConcurrencyRule(most, processes, Aim.START, Seen.NOTHING, Best.UNKNOWN);
    }

    /** Always has that number. */
    static ConcurrencyRule fixed(int processes) {
        return new ConcurrencyRule(processes, processes, Aim.FIXED, Seen.NOTHING, Best.UNKNOWN);
    }

    /** Whether the number may grow without a measurement. */
    boolean isStarting() {
        return aim == Aim.START && processes < most;
    }

    /** Whether the number stays, at least for some time. */
    boolean isSettled() {
        return aim == Aim.HOLD || aim == Aim.FIXED;
    }

    /** Whether about as many ran as may; other samples, as at the end of a pass, say nothing. */
    boolean isTypical(Sample sample) {
        return Math.abs(sample.running - processes) <= processes / 8; // some are always between two buckets
    }

    /** Returns the rule after a sample. */
    ConcurrencyRule after(Sample sample) {
        if (!isTypical(sample) || aim == Aim.FIXED) {
            return this;
        }
        Seen now = seen.plus(sample);
        if (isStarting() && sample.busy < BUSY && now.told >= processes) {
            return with(2 * processes, Aim.START, best);
        }
        if (now.buckets < Math.max(processes, LEAST_BUCKETS)
                || now.seconds < (aim == Aim.HOLD ? PAUSE_SECONDS : LEAST_SECONDS)) {
            return new ConcurrencyRule(most, processes, aim, now, best);
        }
        return measured(processes * now.cost / now.bucketSeconds);
    }

    private ConcurrencyRule measured(double rate) {
        Best here = new Best(processes, Math.max(rate, best.rate));
        return switch (aim) {
            case START, HOLD -> more(new Best(processes, rate));
            case MORE -> rate >= GROWTH * best.rate ? more(here) : fewer(best);
            case FEWER -> rate >= AS_MUCH * best.rate ? fewer(here) : with(best.processes, Aim.HOLD, best);
            case FIXED -> this;
        };
    }

    private ConcurrencyRule more(Best found) {
        return found.processes < most ? with(2 * found.processes, Aim.MORE, found) : fewer(found);
    }

    private ConcurrencyRule fewer(Best found) {
        return found.processes > 1 ? with(found.processes / 2, Aim.FEWER, found) : with(1, Aim.HOLD, found);
    }

    private ConcurrencyRule with(int number, Aim next, Best found) {
        return new ConcurrencyRule(most, Math.min(most, number), next, Seen.NOTHING, found);
    }
}
