package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.run.Cancellation;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a run works with, whatever its request.
 *
 * @param events takes what happens, from many threads at once
 * @param nanoTime a clock that only goes forward, nanoseconds
 */
record RunTools(
        Children children, Cancellation stop, Consumer<RunEvent> events, LongSupplier nanoTime, Timeouts timeouts) {
    void warn(String text) {
        events.accept(new RunEvent.Warned(text));
    }
}
