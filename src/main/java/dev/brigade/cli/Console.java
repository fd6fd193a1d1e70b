package dev.brigade.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the program writes: results to one stream, messages to the other, both in UTF-8 whatever the locale.
 *
 * @param out takes results
 * @param err takes messages
 * @param outIsTerminal whether results go to a terminal
 * @param errIsTerminal whether messages go to a terminal
 */
record Console(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
    /** Makes one whose results do not go to a terminal. */
    Console(PrintStream out, PrintStream err, boolean errIsTerminal) {
        this(out, err, false, errIsTerminal);
    }

    static Console standard() {
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), isTerminal(1), isTerminal(2));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Returns standard input. */
    static InputStream in() {
        return System.in;
    }

    /** Java knows only whether input and output are terminals; the kernel knows it of each alone. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Writes results, a line each. */
    void print(List<String> lines) {
        write(out, lines);
    }

    /** Writes messages, a line each. */
    void report(List<String> lines) {
        write(err, lines);
    }

    /** Writes one message after the program's name. */
    void complain(String message) {
        write(err, List.of("brigade: " + message));
    }

    private static void write(PrintStream stream, List<String> lines) {
        lines.forEach(stream::println);
        stream.flush();
    }

    /** Writes text without a line feed. */
    static void write(PrintStream stream, String text) {
        stream.print(text);
        stream.flush();
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
