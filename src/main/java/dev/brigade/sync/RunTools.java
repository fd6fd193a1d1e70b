package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.model.HostName;
import dev.brigade.model.Invocation;
import dev.brigade.model.RunIdentity;
import dev.brigade.run.Cancellation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a run works with, whatever its request.
 *
 * @param invocation how the run was started
 * @param started when
 * @param events takes what happens, from many threads at once
 * @param nanoTime a clock that only goes forward, nanoseconds
 */
record RunTools(
        Invocation invocation,
        Instant started,
        Children children,
        Cancellation stop,
        Consumer<RunEvent> events,
        LongSupplier nanoTime,
        Timeouts timeouts) {
    /** Returns which run it was, if it ends now. */
    RunIdentity identity(String id) {
        return new RunIdentity(
                id,
                invocation.job(),
                invocation.version(),
                HostName.get(),
                invocation.words(),
                started.truncatedTo(ChronoUnit.SECONDS),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    void warn(String text) {
        events.accept(new RunEvent.Warned(text));
    }
}
