package dev.brigade.cli;

import static dev.brigade.sync.Timeouts.USUAL;

import dev.brigade.sync.Timeouts;
import java.time.Duration;

/** The program as it is, but that it retries after some milliseconds what users wait seconds for. */
final class HastyProgram {
    static final Timeouts TIMEOUTS =
            new Timeouts(USUAL.answer(), Duration.ofMillis(10), Duration.ofSeconds(3), USUAL.crawl());

    private HastyProgram() {}

    public static void main(String[] arguments) {
        InProcess.main(arguments, TIMEOUTS);
    }
}
