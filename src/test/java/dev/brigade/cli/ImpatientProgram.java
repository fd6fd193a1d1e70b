package dev.brigade.cli;

import static dev.brigade.sync.Timeouts.USUAL;

import dev.brigade.sync.Timeouts;
import java.time.Duration;

/** The program as it is, but that it waits less for rsync's answers to preflight, and before it retries. */
final class ImpatientProgram {
    static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofMillis(300), Duration.ofMillis(10), USUAL.end(), USUAL.crawl());

    private ImpatientProgram() {}

    public static void main(String[] arguments) {
        InProcess.main(arguments, TIMEOUTS);
    }
}
