package dev.brigade.testing;

import dev.brigade.model.FileName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;

/**
 * External programs with arguments that are any bytes: they go to {@code xargs -0} on its standard input, because the
 * JVM's own argument lists lose what the locale cannot hold. Thread-safe.
 */
public final class Tools {
    private static final int SECONDS = 900;

    private Tools() {}

    /** Runs the command with each group of {@code perCall} arguments; none at all if there are none. */
    static void xargs(int perCall, List<byte[]> arguments, String... command) {
        if (arguments.isEmpty()) {
            return;
        }
        List<String> line = new ArrayList<>(List.of("xargs", "-0", "-r", "-n", String.valueOf(perCall)));
        line.addAll(List.of(command));
        run(line, nulSeparated(arguments));
    }

    /** Runs the shell script inside the directory and gives what it printed; fails unless it ends with 0. */
    public static byte[] inside(Path directory, String script) {
        String shell = "cd -- \"$1\" && " + script;
        byte[] bytes = FileName.bytesOf(directory);
        String ascii = new String(bytes, StandardCharsets.US_ASCII);
        if (ascii.indexOf('\ufffd') < 0) {
            return run("sh", "-c", shell, "sh", ascii);
        }
        return run(List.of("xargs", "-0", "sh", "-c", shell, "sh"), nulSeparated(List.of(bytes)));
    }

    /** Runs a command whose arguments are ASCII and gives what it printed. */
    static byte[] run(String... command) {
        return run(List.of(command), new byte[0]);
    }

    private static byte[] run(List<String> command, byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            int exit = new ProcessExecutor(command)
                    .environment("LC_ALL", "C")
                    .redirectInput(new ByteArrayInputStream(input))
                    .redirectOutput(out)
                    .redirectError(err)
                    .timeout(SECONDS, TimeUnit.SECONDS)
                    .execute()
                    .getExitValue();
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with " + exit + ": " + text(err.toByteArray()));
            }
            return out.toByteArray();
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(command + ": " + text(err.toByteArray()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command, e);
        }
    }

    private static byte[] nulSeparated(List<byte[]> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] argument : arguments) {
            out.writeBytes(argument);
            out.write(0);
        }
        return out.toByteArray();
    }

    /** Bytes as Latin-1 text: one character a byte. */
    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The fields of NUL-terminated output, as Latin-1 text. */
    static List<String> fields(byte[] output) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < output.length; i++) {
            if (output[i] == 0) {
                fields.add(new String(output, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        if (start != output.length) {
            throw new IllegalStateException("output does not end with NUL");
        }
        return fields;
    }
}
