package dev.brigade.run;

import dev.brigade.plan.BucketSource;

/** The number of rsync processes that may run at a time, and of the threads that run them. Thread-safe. */
final class WorkerLimit {
    private int allowed;
    private int most;
    private boolean settled;
    private int threads;

    /** Begins with what a rule begins with. */
    WorkerLimit(ConcurrencyRule rule) {
        this.most = rule.most();
        this.allowed = rule.processes();
        this.settled = rule.isSettled();
    }

    /**
     * Allows another number of processes, at least 1, as far as the machine has room.
     *
     * @param stays whether the number stays for some time
     */
    synchronized void allow(int processes, boolean stays) {
        allowed = Math.min(processes, most);
        settled = stays;
    }

    /** Never allows more processes than this, at least 1, from now on. */
    synchronized void limitTo(int processes) {
        most = Math.min(most, processes);
        allowed = Math.min(allowed, most);
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
        return allowed;
    }

    synchronized BucketSource.Workers size() {
        return new BucketSource.Workers(allowed, settled ? allowed : most, settled);
    }
}
