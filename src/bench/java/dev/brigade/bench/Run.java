package dev.brigade.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs what only prepares a measurement. */
final class Run {
    private Run() {}

    /** Runs a command and waits for it. If it fails, throws an error with its output. */
    static String quietly(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + String.join(" ", command) + ": " + said);
        }
        return said;
    }
}
