package dev.brigade.cli;

import dev.brigade.sync.Timeouts;
import java.time.Duration;

/** The program as it is, but that it retries after some milliseconds what users wait seconds for. */
final class HastyProgram {
    static final Timeouts TIMEOUTS = InProcess.with(Duration.ofMillis(10), Duration.ofSeconds(3));

    private HastyProgram() {}

    public static void main(String[] arguments) {
        InProcess.main(arguments, TIMEOUTS);
    }
}
