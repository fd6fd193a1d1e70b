package dev.brigade.cli;

import static dev.brigade.sync.Waits.USUAL;

import dev.brigade.sync.Waits;
import java.time.Duration;

/** The program as it is, but that it begins to copy as soon as it crawls. */
final class EagerProgram {
    private EagerProgram() {}

    public static void main(String[] arguments) {
        OtherWaits.run(arguments, new Waits(USUAL.answer(), USUAL.pause(), USUAL.end(), Duration.ZERO));
    }
}
