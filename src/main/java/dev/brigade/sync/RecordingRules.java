package dev.brigade.sync;

import java.time.Duration;

/** Decides what is recorded of a run. A month needs a few MiB. Pure. */
final class RecordingRules {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    /** About as many samples as a chart shows; twice as much time adds 350 more. */
    private static final int SAMPLES = 500;
    /** About as many processes as a chart shows; twice as much time adds so many more at most. */
    private static final int PROCESSES = 2000;
    /** Processes that are recorded, whatever their time. */
    private static final int MOST = 10_000;

    private RecordingRules() {}

    /** Returns the time from one sample to the next, after so much time. */
    static Duration interval(Duration elapsed) {
        Duration share = elapsed.dividedBy(SAMPLES);
        return share.compareTo(SHORTEST) > 0 ? share : SHORTEST;
    }

    /**
     * Returns whether to record a process.
     *
     * @param time how long it ran
     * @param elapsed how long the run has lasted
     * @param busy how many processes ran with it
     * @param failed whether it failed or is retried
     * @param recorded how many processes are recorded
     */
    static boolean isRecorded(Duration time, Duration elapsed, int busy, boolean failed, long recorded) {
        boolean visible = time.toMillis() * PROCESSES >= elapsed.toMillis() * Math.max(1, busy);
        return recorded < MOST && (failed || visible || recorded < PROCESSES);
    }
}
