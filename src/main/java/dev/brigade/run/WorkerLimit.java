package dev.brigade.run;

import dev.brigade.plan.BucketSource;

/** How many rsync processes may run at a time, and how many threads work at that. Thread-safe. */
final class WorkerLimit {
    private int allowed;
    private int most;
    /** More than these the machine has no room for. */
    private int room;

    private int threads;

    /**
     * Begins without threads.
     *
     * @param allowed processes at a time to begin with, at least 1
     * @param most how many may ever be allowed, at least that
     */
    WorkerLimit(int allowed, int most) {
        this.allowed = allowed;
        this.most = most;
        this.room = most;
    }

    /**
     * Allows another number of processes at a time, as far as the machine has room for them.
     *
     * @param processes how many from now on, at least 1
     * @param ever how many may come to be allowed, at least that
     */
    synchronized void allow(int processes, int ever) {
        most = Math.min(room, ever);
        allowed = Math.min(processes, most);
    }

    /** Whether one more thread is to begin, given how much there is to do; counts it. */
    synchronized boolean mayJoin(int work) {
        boolean joins = threads < Math.min(allowed, work);
        threads += joins ? 1 : 0;
        return joins;
    }

    /**
     * Whether a thread that is there goes; it counts no more then.
     *
     * @param anyway whether it goes also where there are not too many
     */
    synchronized boolean mayLeave(boolean anyway) {
        boolean leaves = anyway || threads > allowed;
        threads -= leaves ? 1 : 0;
        return leaves;
    }

    /**
     * The machine has no room for so many as there are: one less from now on, at least one.
     *
     * @return how many there may be now; 0 where that changes nothing
     */
    synchronized int shrink() {
        if (allowed == 1) {
            return 0;
        }
        allowed = Math.max(1, Math.min(allowed, threads) - 1);
        most = allowed;
        room = allowed;
        return allowed;
    }

    synchronized BucketSource.Workers size() {
        return new BucketSource.Workers(allowed, most);
    }
}
