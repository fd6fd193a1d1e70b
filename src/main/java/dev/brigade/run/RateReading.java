package dev.brigade.run;

/**
 * Samples of one number of processes, added up. Progress is measured in entries' worth, as
 * {@link dev.brigade.model.Bucket#costOf} does: files where they are small, bytes where they are large, and both where
 * they are mixed. Immutable.
 */
record RateReading(
        int samples,
        double seconds,
        long entries,
        double cost,
        double rates,
        double squaredRates,
        double busySeconds,
        double left) {
    static final RateReading NONE = new RateReading(0, 0, 0, 0, 0, 0, 0, 0);

    private static final double MEBIBYTE = 1 << 20;

    /**
     * Entries come in bursts, a directory or an output buffer at a time: their number scatters more than chance has it.
     */
    private static final double BURSTS = 2;

    /** What has a spread of its own needs several samples to show it. */
    private static final int SPREAD_SAMPLES = 3;

    /** Even many entries tell no more exactly: what runs beside changes meanwhile. */
    private static final double LEAST_ERROR = 0.01;

    /** From here on, up or down, a rate counts as another. */
    private static final double MARGIN = 0.05;

    /** How a rate stands to an earlier one. */
    enum Trend {
        GREW,
        SAME,
        FELL,
        /** More samples are needed. */
        UNKNOWN
    }

    RateReading plus(Sample sample) {
        double time = sample.seconds();
        if (time <= 0) {
            return this;
        }
        double progress = sample.entries() + sample.bytes() / MEBIBYTE;
        double rate = progress / time;
        return new RateReading(
                samples + 1,
                seconds + time,
                entries + sample.entries(),
                cost + progress,
                rates + rate,
                squaredRates + rate * rate,
                busySeconds + sample.cpuConcerned() * time,
                sample.left());
    }

    /** Entries' worth a second. */
    double rate() {
        return seconds == 0 ? 0 : cost / seconds;
    }

    /** How long what is left takes at this rate, seconds. */
    double remaining() {
        return cost == 0 ? 0 : left / rate();
    }

    /**
     * Share of the processors' time that was busy with what the pass may be the reason for; not a number where that is
     * not known.
     */
    double busy() {
        return busySeconds / seconds;
    }

    /**
     * The relative standard error of the rate, by the number of entries and, because one may be 1,000 times another, by
     * the spread of the samples.
     */
    double error() {
        double error = entries == 0 ? 1 : Math.sqrt(BURSTS / entries);
        if (samples >= SPREAD_SAMPLES && rates > 0) {
            double mean = rates / samples;
            double variance = Math.max(0, squaredRates / samples - mean * mean) / (samples - 1);
            error = Math.max(error, Math.sqrt(variance) / mean);
        }
        return Math.max(error, LEAST_ERROR);
    }

    /**
     * How this rate stands to an earlier one.
     *
     * @param last whether there is no time for more samples, and the likeliest is to be taken
     */
    Trend since(RateReading earlier, boolean last) {
        double ratio = earlier.rate() == 0 ? Double.MAX_VALUE : rate() / earlier.rate();
        double doubt = last ? 0 : 2 * ratio * Math.hypot(error(), earlier.error());
        if (ratio - doubt > 1 + MARGIN) {
            return Trend.GREW;
        }
        if (ratio + doubt < 1 + MARGIN || last) {
            return ratio < 1 - MARGIN ? Trend.FELL : Trend.SAME;
        }
        return Trend.UNKNOWN;
    }
}
