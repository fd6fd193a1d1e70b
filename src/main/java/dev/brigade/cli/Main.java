package dev.brigade.cli;

import dev.brigade.model.ExitCode;
import dev.brigade.sync.Timeouts;

/** The door of the program. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Console console = Console.standard();
        Interruption interruption = new Interruption();
        interruption.listen();
        int code = ExitCode.BUG.number();
        try {
            String[] line = ProgramName.commandLine(System.getProperty("brigade.name", ""), arguments);
            code = Program.run(line, new RunCommand(console, interruption, Timeouts.USUAL, System.getenv()));
        } finally {
            console.flush();
            interruption.finished(code);
        }
        System.exit(code);
    }
}
