package dev.brigade.cli;

import static dev.brigade.sync.Timeouts.USUAL;

import dev.brigade.sync.Timeouts;
import java.time.Duration;

/** The program as it is, but for how long it waits: for rsync's answers to preflight, and before it tries again. */
final class ImpatientProgram {
    private ImpatientProgram() {}

    public static void main(String[] arguments) {
        OtherWaits.run(
                arguments, new Timeouts(Duration.ofMillis(300), Duration.ofMillis(10), USUAL.end(), USUAL.crawl()));
    }
}
