package dev.brigade.cli;

import static dev.brigade.sync.Timeouts.USUAL;

import dev.brigade.sync.Timeouts;
import java.time.Duration;

/** The program as it is, but that it begins to copy as soon as it crawls. */
final class EagerProgram {
    private EagerProgram() {}

    public static void main(String[] arguments) {
        OtherWaits.run(arguments, new Timeouts(USUAL.answer(), USUAL.pause(), USUAL.end(), Duration.ZERO));
    }
}
