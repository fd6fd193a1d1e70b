package dev.brigade.cli;

import static dev.brigade.sync.Timeouts.USUAL;

import dev.brigade.sync.Timeouts;
import java.time.Duration;

/** The program as it is, but that it tries again after some milliseconds what users wait seconds for. */
final class HastyProgram {
    private HastyProgram() {}

    public static void main(String[] arguments) {
        OtherWaits.run(
                arguments, new Timeouts(USUAL.answer(), Duration.ofMillis(10), Duration.ofSeconds(3), USUAL.crawl()));
    }
}
