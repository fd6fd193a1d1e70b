package dev.brigade.model;

import java.util.OptionalDouble;

/**
 * Calls to an NFS server.
 *
 * @param calls number of calls, 0 or more
 * @param roundTripMillis sum of their round trips, milliseconds
 */
public record RpcCount(long calls, long roundTripMillis) {
    /** No calls. */
    public static final RpcCount NONE = new RpcCount(0, 0);

    /** Returns the mean round trip, milliseconds; empty without calls. */
    public OptionalDouble mean() {
        return calls > 0 ? OptionalDouble.of((double) roundTripMillis / calls) : OptionalDouble.empty();
    }

    /** Returns the sum of both counts. */
    public RpcCount plus(RpcCount other) {
        return new RpcCount(calls + other.calls, roundTripMillis + other.roundTripMillis);
    }

    /** Returns the calls since an earlier count of the same mount. */
    public RpcCount since(RpcCount earlier) {
        return new RpcCount(calls - earlier.calls, roundTripMillis - earlier.roundTripMillis);
    }
}
