package dev.brigade.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
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
 * @param errIsTerminal whether messages end at a terminal
 */
record Console(PrintStream out, PrintStream err, boolean errIsTerminal) {

    static Console standard() {
        return new Console(stream(FileDescriptor.out), stream(FileDescriptor.err), isTerminal());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Java tells only whether input and output are terminals; what standard error is, the kernel says. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    void print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    /** Lines to the messages. */
    void report(List<String> lines) {
        lines.forEach(err::println);
        err.flush();
    }

    /** One line to the messages, with the program's name. */
    void complain(String message) {
        err.println("brigade: " + message);
        err.flush();
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
