package dev.brigade.run;

import dev.brigade.plan.BucketSource;

/** The number of rsync processes that may run at a time, and of the threads that run them. Thread-safe. */
final class WorkerLimit {
    private int allowed;
    private int most;
    /** The machine has room for so many. */
    private int room;

    private int threads;

    WorkerLimit(int allowed, int most) {
        this.allowed = allowed;
        this.most = most;
        this.room = most;
    }

    /**
     * Allows another number of processes, at least 1, and at most {@code ever} later, as far as the machine has room.
     */
    synchronized void allow(int processes, int ever) {
        most = Math.min(room, ever);
        allowed = Math.min(processes, most);
    }

    /** Whether to start one more thread for so much work; counts it. */
    synchronized boolean mayJoin(int work) {
        boolean joins = threads < Math.min(allowed, work);
        threads += joins ? 1 : 0;
        return joins;
    }

    /**
     * Whether a thread ends; counts it no more then.
     *
     * @param anyway whether it ends even if there are not too many
     */
    synchronized boolean mayLeave(boolean anyway) {
        boolean leaves = anyway || threads > allowed;
        threads -= leaves ? 1 : 0;
        return leaves;
    }

    /**
     * Allows one process less than there are, at least one, because the machine has no room for more.
     *
     * @return the new limit; 0 if nothing changed
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
