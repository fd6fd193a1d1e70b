package dev.brigade.cli;

import static dev.brigade.sync.Waits.USUAL;

import dev.brigade.sync.Waits;
import java.time.Duration;

/** The program as it is, but that it tries again after some milliseconds what users wait seconds for. */
final class HastyProgram {
    private HastyProgram() {}

    public static void main(String[] arguments) {
        OtherWaits.run(
                arguments, new Waits(USUAL.answer(), Duration.ofMillis(10), Duration.ofSeconds(3), USUAL.crawl()));
    }
}
