package dev.brigade.cli;

import dev.brigade.model.ExitCode;
import dev.brigade.sync.Timeouts;
import java.util.Set;
import java.util.stream.Stream;

/** Starts the program. */
public final class Main {
    /** A link of such a name runs the command of that name. */
    private static final Set<String> LINKS = Set.of("msrsync", "parallelcp");

    private Main() {}

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Console console = Console.standard();
        Interruption interruption = new Interruption();
        interruption.listen();
        int code = ExitCode.BUG.number();
        try {
            String[] words = words(System.getProperty("brigade.name", ""), arguments);
            code = Program.run(words, new RunCommand(console, interruption, Timeouts.USUAL, System.getenv()));
        } finally {
            console.flush();
            interruption.finished(code);
        }
        System.exit(code);
    }

    /** Returns the command line of a program that was started under a name. */
    static String[] words(String name, String[] arguments) {
        return LINKS.contains(name)
                ? Stream.concat(Stream.of(name), Stream.of(arguments)).toArray(String[]::new)
                : arguments;
    }
}
