package dev.brigade.cli;

import java.time.Duration;

/** The program as it is, but for the time that rsync has to answer preflight. */
final class ImpatientProgram {
    private ImpatientProgram() {}

    public static void main(String[] arguments) {
        Console console = Console.standard();
        Interruption interruption = new Interruption();
        RunCommand run = new RunCommand(console, interruption, Duration.ofMillis(300));
        int code = Program.commandLine(run).execute(arguments);
        console.flush();
        interruption.finished(code);
        System.exit(code);
    }
}
