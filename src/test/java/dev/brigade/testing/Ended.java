package dev.brigade.testing;

import java.nio.charset.StandardCharsets;

/** How a child process ended, and the bytes it printed. Immutable. */
public final class Ended {
    private static final String BUSY = "(?m)^brigade: warning: no progress for \\d+ s, perhaps because .*\n";

    private final int exit;
    private final byte[] stdout;
    private final byte[] stderr;

    Ended(int exit, byte[] stdout, byte[] stderr) {
        this.exit = exit;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Its exit code; 128 + n where signal n ended it. */
    public int exit() {
        return exit;
    }

    /** A copy of the bytes on standard output. */
    public byte[] stdout() {
        return stdout.clone();
    }

    /** A copy of the bytes on standard error. */
    public byte[] stderr() {
        return stderr.clone();
    }

    /** Standard output as UTF-8 text. */
    public String out() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Standard error as UTF-8 text, without the warning of a machine too busy to run rsync for some seconds. */
    public String err() {
        return wholeErr().replaceAll(BUSY, "");
    }

    /** Standard error as UTF-8 text. */
    public String wholeErr() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** Everything, for the message of a failed assertion. */
    @Override
    public String toString() {
        return "exit code " + exit + "\nstdout:\n" + out() + "\nstderr:\n" + wholeErr();
    }
}
