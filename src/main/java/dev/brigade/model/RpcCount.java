package dev.brigade.model;

import java.util.OptionalDouble;

/**
 * Calls to an NFS server.
 *
 * @param calls how many, 0 or more
 * @param roundTripMillis how long they were on the way in all, milliseconds
 */
public record RpcCount(long calls, long roundTripMillis) {
    /** No calls. */
    public static final RpcCount NONE = new RpcCount(0, 0);

    /** The mean round trip, milliseconds; empty without calls. */
    public OptionalDouble mean() {
        return calls > 0 ? OptionalDouble.of((double) roundTripMillis / calls) : OptionalDouble.empty();
    }

    /** These and others. */
    public RpcCount plus(RpcCount other) {
        return new RpcCount(calls + other.calls, roundTripMillis + other.roundTripMillis);
    }

    /** Those since an earlier count of the same mount. */
    public RpcCount since(RpcCount earlier) {
        return new RpcCount(calls - earlier.calls, roundTripMillis - earlier.roundTripMillis);
    }
}
