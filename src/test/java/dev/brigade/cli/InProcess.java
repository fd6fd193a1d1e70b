package dev.brigade.cli;

import static dev.brigade.sync.Timeouts.USUAL;

import dev.brigade.sync.Timeouts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Runs the program in this JVM, as {@link Main} does in one of its own: with a console, an environment and timeouts
 * that a test gives. Signals do not reach it. Logs go where standard error goes meanwhile, so there must be one at a
 * time.
 */
public final class InProcess {
    /** The program's own main class, and what stands in for it with other timeouts. */
    private static final Map<String, Timeouts> TIMEOUTS = Map.of(
            Main.class.getName(), USUAL,
            HastyProgram.class.getName(), HastyProgram.TIMEOUTS,
            EagerProgram.class.getName(), EagerProgram.TIMEOUTS,
            ImpatientProgram.class.getName(), ImpatientProgram.TIMEOUTS);

    private InProcess() {}

    /** Returns whether a main class is one that can be run here. */
    public static boolean knows(String mainClass) {
        return TIMEOUTS.containsKey(mainClass);
    }

    /** Runs to the end and returns the exit code; an exception is printed with its stack, as a JVM does. */
    public static int run(
            String mainClass,
            String[] arguments,
            Map<String, String> environment,
            OutputStream stdout,
            OutputStream stderr) {
        PrintStream err = new PrintStream(stderr, false, StandardCharsets.UTF_8);
        Console console = new Console(new PrintStream(stdout, false, StandardCharsets.UTF_8), err, false);
        RunCommand run =
                new RunCommand(console, new Interruption(), TIMEOUTS.getOrDefault(mainClass, USUAL), environment);
        PrintStream usual = System.err;
        System.setErr(err);
        try {
            return Program.run(arguments, run);
        } catch (RuntimeException | Error e) {
            e.printStackTrace(err);
            return 1;
        } finally {
            System.setErr(usual);
            console.flush();
        }
    }

    /** How a run prints to a console, in this JVM's environment, with the usual timeouts. */
    static RunCommand on(Console console) {
        return new RunCommand(console, new Interruption(), USUAL, System.getenv());
    }

    /** The main method of a program of a JVM of its own that has other timeouts. */
    static void main(String[] arguments, Timeouts timeouts) {
        Console console = Console.standard();
        Interruption interruption = new Interruption();
        interruption.listen();
        int code = Program.run(arguments, new RunCommand(console, interruption, timeouts, System.getenv()));
        console.flush();
        interruption.finished(code);
        System.exit(code);
    }
}
