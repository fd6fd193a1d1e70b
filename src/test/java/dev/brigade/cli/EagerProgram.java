package dev.brigade.cli;

import static dev.brigade.sync.Timeouts.USUAL;

import dev.brigade.sync.Timeouts;
import java.time.Duration;

/** The program as it is, but that it begins to copy as soon as it crawls. */
final class EagerProgram {
    static final Timeouts TIMEOUTS = new Timeouts(USUAL.answer(), USUAL.pause(), USUAL.end(), Duration.ZERO);

    private EagerProgram() {}

    public static void main(String[] arguments) {
        InProcess.main(arguments, TIMEOUTS);
    }
}
