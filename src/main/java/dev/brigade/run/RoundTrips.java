package dev.brigade.run;

import dev.brigade.model.RpcCount;

/**
 * Calls to NFS servers while the fewest, and while the most processes ran of all numbers that were tried. Immutable.
 *
 * @param fewest that number of processes
 * @param few calls while so many ran
 * @param most that number of processes
 * @param many calls while so many ran
 */
record RoundTrips(int fewest, RpcCount few, int most, RpcCount many) {
    static final RoundTrips NONE = new RoundTrips(Integer.MAX_VALUE, RpcCount.NONE, 0, RpcCount.NONE);

    /** With those of a time in which so many processes ran. */
    RoundTrips and(int processes, RpcCount calls) {
        return new RoundTrips(
                Math.min(fewest, processes),
                processes > fewest ? few : (processes == fewest ? few : RpcCount.NONE).plus(calls),
                Math.max(most, processes),
                processes < most ? many : (processes == most ? many : RpcCount.NONE).plus(calls));
    }
}
