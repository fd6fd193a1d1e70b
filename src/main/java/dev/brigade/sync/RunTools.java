package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.run.Cancellation;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a run works with, whatever it is asked for.
 *
 * @param children its processes
 * @param stop ends it early
 * @param events told what happens, by many threads at once
 * @param nanoTime a clock that only goes forward, nanoseconds
 * @param timeouts how long it waits for what it cannot hasten
 */
record RunTools(
        Children children, Cancellation stop, Consumer<RunEvent> events, LongSupplier nanoTime, Timeouts timeouts) {
    void warn(String text) {
        events.accept(new RunEvent.Warned(text));
    }
}
