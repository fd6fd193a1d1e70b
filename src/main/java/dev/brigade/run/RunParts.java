package dev.brigade.run;

import dev.brigade.exec.Children;
import java.util.function.LongSupplier;

/**
 * Shared by all passes of a run.
 *
 * @param nanoTime a clock that only goes forward, nanoseconds
 */
record RunParts(
        Children children,
        RootGuard guard,
        RunSettings settings,
        Cancellation stop,
        FailedAttempts failures,
        AddedModes modes,
        LongSupplier nanoTime) {}
