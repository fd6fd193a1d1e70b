package dev.brigade.testing;

import java.nio.charset.StandardCharsets;

/**
 * How a child process ended.
 *
 * @param exit its exit code; 128 + n where signal n ended it
 * @param stdout the bytes it printed; the array is not copied
 * @param stderr the bytes of its log; the array is not copied
 */
public record Ended(int exit, byte[] stdout, byte[] stderr) {

    /** Standard output as UTF-8 text. */
    public String out() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Standard error as UTF-8 text. */
    public String err() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** Everything, for the message of a failed assertion. */
    @Override
    public String toString() {
        return "exit code " + exit + "\nstdout:\n" + out() + "\nstderr:\n" + err();
    }
}
